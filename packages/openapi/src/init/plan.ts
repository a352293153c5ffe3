import { isPublic, isSatisfiable, type Description, type Operation } from "../description/description.ts";
import { actionName, freeName, parameterName, typeName } from "./names.ts";
import { subjectsOf, type SubjectType } from "./subjects.ts";

/** What a first policy declares, before it is text. */
export interface Plan {
  readonly resources: readonly PlannedResource[];
  readonly endpoints: readonly PlannedEndpoint[];
}

export interface PlannedResource {
  readonly name: string;
  /** The type that every path to it goes through, if there is one. */
  readonly parent?: string;
  readonly actions: readonly PlannedAction[];
}

export interface PlannedAction {
  readonly name: string;
  readonly type: string;
  readonly operation: Operation;
  /** Changes nothing, by its method. */
  readonly reads: boolean;
  /** Who can show a credential that the operation takes. */
  readonly subjects: readonly SubjectType[];
}

export interface PlannedEndpoint {
  readonly method: string;
  readonly path: string;
  /** Absent when it is public. */
  readonly target?: { readonly action: string; readonly type: string; readonly id: string };
}

/** Resources from paths, actions from operations. */
export function planPolicy(description: Description): Plan {
  const types = new Map<string, { actions: PlannedAction[]; parents: Set<string | undefined> }>();
  const endpoints: PlannedEndpoint[] = [];
  for (const operation of withoutHead(description.operations)) {
    const route = readRoute(operation);
    const method = operation.method === "HEAD" ? "GET" : operation.method;
    if (isPublic(operation.security)) {
      endpoints.push({ method, path: route.path });
      continue;
    }
    const type = types.get(route.type) ?? { actions: [], parents: new Set() };
    types.set(route.type, type);
    const name = freeName(nameAction(operation, route), new Set(type.actions.map((one) => one.name.toLowerCase())));
    const action = { name, type: route.type, operation, reads: isReading(operation), subjects: subjectsOf(operation) };
    type.actions.push(action);
    if (route.id !== COLLECTION) type.parents.add(route.parent);
    endpoints.push({ method, path: route.path, target: { action: name, type: route.type, id: route.id } });
  }
  const resources = [...types].map(([name, { actions, parents }]): PlannedResource => {
    const [parent] = parents.size === 1 ? parents : [];
    return { name, actions, ...(parent === undefined || !types.has(parent) ? {} : { parent }) };
  });
  return { resources, endpoints };
}

/** Can nobody do it, since what it demands cannot be had? Then no rule allows it. */
export function isClosed({ operation }: PlannedAction): boolean {
  return !operation.security.alternatives.some(isSatisfiable);
}

function isReading({ method }: Operation): boolean {
  return ["GET", "HEAD", "OPTIONS", "TRACE", "QUERY"].includes(method);
}

/** HEAD is GET to a policy: it has an endpoint of its own only where GET has none. */
function withoutHead(operations: readonly Operation[]): readonly Operation[] {
  const gets = new Set(operations.filter(({ method }) => method === "GET").map(({ path }) => shapeOf(path)));
  return operations.filter(({ method, path }) => method !== "HEAD" || !gets.has(shapeOf(path)));
}

function shapeOf(path: string): string {
  return path.replaceAll(/\{[^{}]*\}/g, "{}");
}

interface Route {
  readonly path: string;
  readonly type: string;
  readonly parent?: string;
  readonly id: string;
}

/** The id of the resources of a type as a whole, for operations that speak of no single one. */
const COLLECTION = "*";

/** The resource is what stands before the last parameter; what follows says what is done with it. */
function readRoute({ segments }: Operation): Route {
  const names = nameParameters(segments);
  const path = `/${segments.map((one, index) => (one.kind === "literal" ? one.raw : `{${names[index]}}`)).join("/")}`;
  const chain: { readonly type: string; readonly id: string }[] = [];
  for (const [index, segment] of segments.entries()) {
    if (segment.kind === "literal") continue;
    const before = segments[index - 1];
    const next = segments[index + 1];
    // `/board/{row}/{column}`: parameters side by side are one id.
    if (next?.kind === "parameter") continue;
    const first = segments.slice(0, index + 1).findLastIndex((one) => one.kind === "literal");
    const holder = before?.kind === "parameter" ? segments[first] : before;
    const ids = names.slice(0, index + 1).filter((name) => name !== undefined);
    chain.push({ type: typeName(holder?.kind === "literal" ? holder.text : segment.name), id: idOf(ids) });
  }
  const last = chain.at(-1);
  const parent = chain.at(-2)?.type;
  if (last !== undefined) return { path, type: last.type, id: last.id, ...(parent === undefined ? {} : { parent }) };
  const literal = segments.find((one) => one.kind === "literal" && !/^(?:api|v\d[\d.]*)$/i.test(one.text));
  return { path, type: typeName(literal?.kind === "literal" ? literal.text : "Api"), id: COLLECTION };
}

function idOf(names: readonly string[]): string {
  return names.map((name) => `{${name}}`).join("/");
}

/** By the place of the segment. */
function nameParameters(segments: Operation["segments"]): readonly (string | undefined)[] {
  const taken = new Set<string>();
  return segments.map((segment, index) => {
    if (segment.kind === "literal") return undefined;
    const plain = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(segment.name)
      ? segment.name
      : parameterName(segment.name, index);
    const name = freeName(plain, taken);
    taken.add(name.toLowerCase());
    return name;
  });
}

function nameAction({ operationId, method, segments }: Operation, { id }: Route): string {
  if (operationId !== undefined) return actionName(operationId);
  const after = segments.slice(segments.findLastIndex((one) => one.kind === "parameter") + 1);
  const rest = id === COLLECTION ? after.slice(1) : after;
  const words = rest.flatMap((one) => (one.kind === "literal" ? [one.text] : []));
  const isWhole = rest.length === 0 && id === COLLECTION;
  return actionName(
    [isWhole ? (collectionVerbs.get(method) ?? method) : (verbs.get(method) ?? method), ...words].join(" "),
  );
}

const verbs: ReadonlyMap<string, string> = new Map([
  ["GET", "read"],
  ["HEAD", "read"],
  ["POST", "post"],
  ["PUT", "replace"],
  ["PATCH", "update"],
  ["DELETE", "delete"],
]);

const collectionVerbs: ReadonlyMap<string, string> = new Map([
  ...verbs,
  ["GET", "list"],
  ["HEAD", "list"],
  ["POST", "create"],
]);
