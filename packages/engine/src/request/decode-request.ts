import { defaultLimits, parseTime, type Action, type Attribute, type Ref } from "@authz/model";
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

const nothing: Overlay = { attributes: new Map(), parents: undefined, groups: [], roles: [] };

/** Reads everything the request says before judging, so that a wrong type is found whatever else is wrong. */
export function decodeRequest(raw: Request, schema: Schema, clock: () => Date): DecodedRequest {
  const problems: Problem[] = [];
  const decoding: Decoding = {
    schema,
    setSize: defaultLimits.setSize,
    unknownAttributes: "ignore",
    report: (problem) => problems.push(problem),
  };
  const request = copyDeclared(raw, decoding);
  const isAnonymous = request.subject.type === "anonymous";
  const subjectEntry = schema.typesByWire.get(request.subject.type);
  const resourceEntry = schema.typesByWire.get(request.resource.type);
  const action = resourceEntry?.actionsByWire.get(request.action.name);
  const subjectOverlay = isAnonymous ? nothing : decodeOverlay("subject", request.subject, subjectEntry, decoding);
  const actionMembers = decodeProperties("action", request.action.properties, action?.attributes ?? [], decoding);
  const resourceOverlay = decodeOverlay("resource", request.resource, resourceEntry, decoding);
  const context = decodeContext(request.context, decoding);
  const now = context.time ?? readClock(clock, decoding);
  const problem = problems[0];
  if (problem !== undefined) return { kind: "invalid", problem };
  if (!isAnonymous && subjectEntry?.type.subject !== true) return { kind: "unknown", what: "subject" };
  if (resourceEntry?.type.resource === undefined) return { kind: "unknown", what: "resource" };
  if (action === undefined) return { kind: "unknown", what: "action" };
  const members = withDefaults(actionMembers, action.attributes).set("name", action.name);
  return {
    kind: "question",
    question: {
      subject:
        isAnonymous || subjectEntry === undefined
          ? undefined
          : { type: subjectEntry.type.name, id: request.subject.id },
      action,
      actionValue: { kind: "record", members },
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

/** Of properties, context and token only what the policy declares, and what the language reserves: the rest is ignored unread. */
function copyDeclared(request: Request, decoding: Decoding): Request {
  const { schema, report } = decoding;
  const copy = (path: readonly string[], data: unknown, names: readonly Wanted[]): unknown => {
    if (data === undefined) return undefined;
    const copied = copyMembers(data, names);
    if ("data" in copied) return copied.data;
    report({ kind: "unreadable", path, expected: copied.problem });
    return undefined;
  };
  const { subject, action, resource } = request;
  const subjectEntry = schema.typesByWire.get(subject.type);
  const resourceEntry = schema.typesByWire.get(resource.type);
  const actionAttributes = resourceEntry?.actionsByWire.get(action.name)?.attributes ?? [];
  return {
    subject: {
      ...subject,
      properties: copy(["subject", "properties"], subject.properties, [
        ...(subjectEntry?.wires ?? []),
        "roles",
        "groups",
      ]),
    },
    action: {
      ...action,
      properties: copy(
        ["action", "properties"],
        action.properties,
        actionAttributes.map(({ wire }) => wire),
      ),
    },
    resource: {
      ...resource,
      properties: copy(["resource", "properties"], resource.properties, [...(resourceEntry?.wires ?? []), "parent"]),
    },
    context: copy(["context"], request.context, contextMembers(schema)),
  };
}

function contextMembers({ policy }: Schema): readonly Wanted[] {
  const claims = [...policy.token.map(({ wire }) => wire), "scp", "scopes"];
  const values = policy.context.map(({ wire }) => wire);
  return [...values, "time", "active_roles", { name: "token", members: claims }];
}

function decodeProperties(
  owner: "subject" | "action" | "resource",
  data: unknown,
  attributes: Iterable<Attribute>,
  decoding: Decoding,
): Map<string, Value | undefined> {
  if (data === undefined) return new Map();
  const path = [owner, "properties"];
  if (isObject(data)) return decodeMembers(data, attributes, path, decoding);
  decoding.report({ kind: "wrong-type", path, expected: "an object" });
  return new Map();
}

function decodeOverlay(
  owner: "subject" | "resource",
  entity: RequestEntity,
  entry: TypeEntry | undefined,
  decoding: Decoding,
): Overlay {
  const attributes = decodeProperties(owner, entity.properties, entry?.type.attributes ?? [], decoding);
  if (!isObject(entity.properties)) return { ...nothing, attributes };
  const data = entity.properties;
  if (owner === "resource") {
    const allowed = entry?.type.resource?.parents ?? [];
    return {
      ...nothing,
      attributes,
      parents: allowed.length === 0 ? undefined : decodeParents(member(data, "parent"), allowed, decoding),
    };
  }
  return {
    ...nothing,
    attributes,
    groups: decodeGroups(member(data, "groups"), entry, decoding),
    roles: decodeRoles(member(data, "roles"), ["subject", "properties", "roles"], decoding) ?? [],
  };
}

function decodeParents(data: unknown, allowed: readonly string[], decoding: Decoding): readonly Ref[] | undefined {
  if (data === undefined) return undefined;
  const refs = (Array.isArray(data) ? data : [data]).map((item) => decodeEntity(item, allowed, decoding.schema));
  const known = refs.filter((ref) => ref !== undefined);
  if (known.length === refs.length) return known;
  decoding.report({
    kind: "wrong-type",
    path: ["resource", "properties", "parent"],
    expected: "an entity, or a list of entities, that the resource can be in",
  });
  return undefined;
}

function decodeGroups(data: unknown, entry: TypeEntry | undefined, decoding: Decoding): readonly Ref[] {
  if (data === undefined) return [];
  const refs = Array.isArray(data) ? data.map((item) => decodeGroup(item, entry, decoding.schema)) : [undefined];
  const known = refs.filter((ref) => ref !== undefined);
  if (known.length === refs.length) return known;
  decoding.report({
    kind: "wrong-type",
    path: ["subject", "properties", "groups"],
    expected: "a list of groups that the subject can be in",
  });
  return [];
}

function decodeGroup(data: unknown, entry: TypeEntry | undefined, schema: Schema): Ref | undefined {
  const ref = decodeEntity(data, undefined, schema);
  const members = ref === undefined ? undefined : schema.types.get(ref.type)?.type.members;
  return members !== undefined && (entry === undefined || members.includes(entry.type.name)) ? ref : undefined;
}

/** Names of application-wide roles; those that are not declared are ignored. */
function decodeRoles(data: unknown, path: readonly string[], decoding: Decoding): readonly string[] | undefined {
  if (data === undefined) return undefined;
  if (!Array.isArray(data) || !data.every((item): item is string => typeof item === "string")) {
    decoding.report({ kind: "wrong-type", path, expected: "a list of role names" });
    return undefined;
  }
  return data.flatMap((name) => decoding.schema.roles.byWire.get(name)?.name ?? []);
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
  if (data !== undefined && !isObject(data)) decoding.report({ kind: "wrong-type", path, expected: "an object" });
  const context = isObject(data) ? data : {};
  const members = withDefaults(decodeMembers(context, policy.context, path, decoding), policy.context);
  const active = decodeRoles(member(context, "active_roles"), [...path, "active_roles"], decoding);
  return {
    values: { kind: "record", members },
    token: decodeToken(member(context, "token"), policy.token, decoding),
    time: decodeTime(member(context, "time"), decoding),
    activeRoles: active === undefined ? undefined : new Set(active),
  };
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
