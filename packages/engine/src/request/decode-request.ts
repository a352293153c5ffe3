import { parseTime, requestLimits, type Action, type Attribute, type Ref } from "@authz/model";
import * as features from "../features/features.ts";
import type { Schema, TypeEntry } from "../schema/schema.ts";
import {
  decodeEntity,
  decodeMembers,
  isObject,
  member,
  withDefaults,
  type Decoding,
  type Problem,
} from "../values/decode.ts";
import type { RecordValue, Value } from "../values/value.ts";
import { copyMembers, type Request, type RequestEntity, type Wanted } from "./read-request.ts";
import { decodeToken, type Token } from "./token.ts";

/** A request in the policy's terms: declared names, values of declared types. */
export interface Question {
  /** Undefined: the caller without identity. */
  readonly subject: Ref | undefined;
  readonly action: Action;
  readonly actionValue: RecordValue;
  readonly resource: Ref;
  readonly context: RecordValue;
  readonly token: Token;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Application-wide roles to act with; undefined when the request does not say. */
  readonly activeRoles: ReadonlySet<string> | undefined;
  /** What the request says of its subject and resource, to be laid over the facts. */
  readonly subjectOverlay: Overlay;
  readonly resourceOverlay: Overlay;
}

export interface Overlay {
  readonly attributes: ReadonlyMap<string, Value | undefined>;
  /** Replace the stored ones; undefined when not given. */
  readonly parents: readonly Ref[] | undefined;
  /** Added to the stored ones. */
  readonly groups: readonly Ref[];
  /** Application-wide, declared ones only. */
  readonly roles: readonly string[];
}

/** A question; or the request does not fit the declarations; or it names a type or an action that there is not. */
export type DecodedRequest =
  | { readonly kind: "question"; readonly question: Question }
  | { readonly kind: "invalid"; readonly problem: Problem }
  | { readonly kind: "unknown"; readonly what: "subject" | "action" | "resource" };

type Members = Readonly<Record<string, unknown>>;

const nothing: Overlay = { attributes: new Map(), parents: undefined, groups: [], roles: [] };

/** Reads everything the request says before judging, so that a wrong type is found whatever else is wrong. */
export function decodeRequest(request: Request, schema: Schema, clock: () => Date): DecodedRequest {
  const problems: Problem[] = [];
  const decoding: Decoding = {
    schema,
    setSize: requestLimits.setSize,
    unknownAttributes: "ignore",
    report: (problem) => problems.push(problem),
  };
  const isAnonymous = request.subject.type === "anonymous";
  const subjectEntry = schema.typesByWire.get(request.subject.type);
  const resourceEntry = schema.typesByWire.get(request.resource.type);
  const action = resourceEntry?.actionsByWire.get(request.action.name);
  const subjectOverlay = decodeSubject(request.subject, subjectEntry, decoding);
  const actionMembers = decodeAction(request.action.properties, action?.attributes ?? [], decoding);
  const resourceOverlay = decodeResource(request.resource, resourceEntry, decoding);
  const context = decodeContext(request.context, decoding);
  const now = context.time ?? readClock(clock, decoding);
  const [problem] = problems;
  if (problem !== undefined) return { kind: "invalid", problem };
  if (!isAnonymous && subjectEntry?.type.subject !== true) return { kind: "unknown", what: "subject" };
  if (resourceEntry?.type.resource === undefined) return { kind: "unknown", what: "resource" };
  if (action === undefined) return { kind: "unknown", what: "action" };
  return {
    kind: "question",
    question: {
      subject:
        isAnonymous || subjectEntry === undefined
          ? undefined
          : { type: subjectEntry.type.name, id: request.subject.id },
      action,
      actionValue: { kind: "record", members: actionMembers.set("name", action.name) },
      resource: { type: resourceEntry.type.name, id: request.resource.id },
      context: context.values,
      token: context.token,
      now,
      activeRoles: context.activeRoles,
      subjectOverlay,
      resourceOverlay,
    },
  };
}

/** Only what the policy declares, and what the language reserves: the rest is ignored unread. */
function copyDeclared(data: unknown, names: readonly Wanted[], path: readonly string[], decoding: Decoding): Members {
  const copied = copyReadable(data, names, path, decoding);
  if (isObject(copied)) return copied;
  decoding.report({ kind: "wrong-type", path, expected: "an object" });
  return {};
}

function copyReadable(data: unknown, names: readonly Wanted[], path: readonly string[], decoding: Decoding): unknown {
  if (data === undefined) return {};
  const copied = copyMembers(data, names);
  if ("data" in copied) return copied.data;
  decoding.report({ kind: "unreadable", path, expected: copied.problem });
  return {};
}

function decodeSubject({ type, properties }: RequestEntity, entry: TypeEntry | undefined, decoding: Decoding): Overlay {
  const path = ["subject", "properties"];
  const isAnonymous = type === "anonymous";
  // Of a caller without identity nothing counts, whatever it is.
  const copy = isAnonymous ? copyReadable : copyDeclared;
  const data = copy(properties, [...(entry?.wires ?? []), "roles", "groups"], path, decoding) as Members;
  if (isAnonymous) return nothing;
  return {
    attributes: decodeMembers(data, entry?.type.attributes ?? [], path, decoding),
    parents: undefined,
    groups:
      decodeList(
        member(data, "groups"),
        (item) => decodeGroup(item, entry, decoding.schema),
        { path: [...path, "groups"], expected: "a list of groups that the subject can be in" },
        decoding,
      ) ?? [],
    roles: decodeRoles(member(data, "roles"), [...path, "roles"], decoding) ?? [],
  };
}

function decodeAction(
  data: unknown,
  attributes: readonly Attribute[],
  decoding: Decoding,
): Map<string, Value | undefined> {
  const path = ["action", "properties"];
  const names = attributes.map(({ wire }) => wire);
  return withDefaults(decodeMembers(copyDeclared(data, names, path, decoding), attributes, path, decoding), attributes);
}

function decodeResource({ properties }: RequestEntity, entry: TypeEntry | undefined, decoding: Decoding): Overlay {
  const path = ["resource", "properties"];
  const data = copyDeclared(properties, [...(entry?.wires ?? []), "parent"], path, decoding);
  const attributes = decodeMembers(data, entry?.type.attributes ?? [], path, decoding);
  const allowed = entry?.type.resource?.parents ?? [];
  if (!features.parents || allowed.length === 0) return { ...nothing, attributes };
  const parent = member(data, "parent");
  const expected = "an entity, or a list of entities, that the resource can be in";
  return {
    ...nothing,
    attributes,
    parents: decodeList(
      parent === undefined || Array.isArray(parent) ? parent : [parent],
      (item) => decodeEntity(item, allowed, decoding.schema),
      { path: [...path, "parent"], expected },
      decoding,
    ),
  };
}

/** Undefined when it is not there; and after a report, when it is no list, or of something else. */
function decodeList<T>(
  data: unknown,
  decode: (item: unknown) => T | undefined,
  problem: Omit<Problem, "kind">,
  decoding: Decoding,
): readonly T[] | undefined {
  if (data === undefined) return undefined;
  const items = Array.isArray(data) ? data.map(decode) : [undefined];
  const known = items.filter((item) => item !== undefined);
  if (known.length === items.length) return known;
  decoding.report({ kind: "wrong-type", ...problem });
  return undefined;
}

function decodeGroup(data: unknown, entry: TypeEntry | undefined, schema: Schema): Ref | undefined {
  const ref = decodeEntity(data, undefined, schema);
  const members = ref === undefined ? undefined : schema.types.get(ref.type)?.type.members;
  return members !== undefined && (entry === undefined || members.includes(entry.type.name)) ? ref : undefined;
}

/** Names of application-wide roles; those that are not declared are ignored. */
function decodeRoles(data: unknown, path: readonly string[], decoding: Decoding): readonly string[] | undefined {
  const expected = "a list of role names";
  const names = decodeList(data, (item) => (typeof item === "string" ? item : undefined), { path, expected }, decoding);
  return names?.flatMap((name) => decoding.schema.roles.byWire.get(name)?.name ?? []);
}

interface DecodedContext {
  readonly values: RecordValue;
  readonly token: Token;
  readonly time: number | undefined;
  readonly activeRoles: ReadonlySet<string> | undefined;
}

function decodeContext(data: unknown, decoding: Decoding): DecodedContext {
  const { policy } = decoding.schema;
  const path = ["context"];
  const context = copyDeclared(data, contextMembers(decoding.schema), path, decoding);
  const members = withDefaults(decodeMembers(context, policy.context, path, decoding), policy.context);
  const active = decodeRoles(member(context, "active_roles"), [...path, "active_roles"], decoding);
  return {
    values: { kind: "record", members },
    token: decodeToken(member(context, "token"), policy.token, decoding),
    time: decodeTime(member(context, "time"), decoding),
    activeRoles: active === undefined ? undefined : new Set(active),
  };
}

function contextMembers({ contextWires, tokenWires }: Schema): readonly Wanted[] {
  return [...contextWires, "time", "active_roles", { name: "token", members: [...tokenWires, "scp", "scopes"] }];
}

/** A clock that fails makes the request undecidable, not the process. */
function readClock(clock: () => Date, decoding: Decoding): number {
  let now = Number.NaN;
  try {
    now = clock().getTime();
  } catch {
    // Reported below, like a clock that is wrong.
  }
  if (!Number.isFinite(now))
    decoding.report({ kind: "wrong-type", path: ["context", "time"], expected: "given: the clock fails" });
  return now;
}

function decodeTime(data: unknown, decoding: Decoding): number | undefined {
  if (data === undefined) return undefined;
  const time = typeof data === "string" ? parseTime(data) : undefined;
  if (time === undefined) {
    decoding.report({
      kind: "wrong-type",
      path: ["context", "time"],
      expected: 'a time such as "2026-01-31T09:30:00Z"',
    });
  }
  return time;
}
