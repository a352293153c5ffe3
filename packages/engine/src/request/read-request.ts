import { defaultLimits } from "@authz/model";
import { isObject, member } from "../values/decode.ts";

/** A request (AuthZEN Evaluation) that has all it must have; what is in properties and context is not looked at yet. */
export interface Request {
  readonly subject: RequestEntity;
  readonly action: { readonly name: string; readonly properties?: unknown };
  readonly resource: RequestEntity;
  readonly context?: unknown;
}

export interface RequestEntity {
  readonly type: string;
  readonly id: string;
  readonly properties?: unknown;
}

/** A request, or why this is none: one sentence that names the member. */
export type ReadRequest =
  | { readonly request: Request; readonly problem?: undefined }
  | { readonly request?: undefined; readonly problem: string };

/** What stands for a value that is no JSON (a function, a Date, a class instance): it fits no declared type. */
const foreign: unique symbol = Symbol("not JSON");

/**
 * Tells a request from what is none (section "Requests" of the language reference). The input may be anything: its own members
 * are read once each, so that getters and Proxies cannot answer differently later, and nothing of its prototypes is seen.
 * Properties and context are left as they came: only the members that a policy declares are ever read.
 */
export function readRequest(input: unknown): ReadRequest {
  try {
    return readParts(input);
  } catch {
    return { problem: unreadable };
  }
}

const unreadable = "the request cannot be read: one of its members throws";

function readParts(input: unknown): ReadRequest {
  if (!isPlainObject(input)) return { problem: "a request is a JSON object with `subject`, `action` and `resource`" };
  const subject = readEntity(input, "subject");
  if (typeof subject === "string") return { problem: subject };
  const action = readAction(input);
  if (typeof action === "string") return { problem: action };
  const resource = readEntity(input, "resource");
  if (typeof resource === "string") return { problem: resource };
  return { request: { subject, action, resource, context: member(input, "context") } };
}

function readEntity(data: Readonly<Record<string, unknown>>, name: "subject" | "resource"): RequestEntity | string {
  const value = member(data, name);
  if (value === undefined) return `\`${name}\` is missing`;
  if (!isPlainObject(value)) return `\`${name}\` must be an object with \`type\` and \`id\``;
  const type = readText(value, "type", name);
  if (typeof type !== "string") return type.problem;
  const id = name === "subject" && type === "anonymous" ? "" : readText(value, "id", name);
  return typeof id === "string" ? { type, id, properties: member(value, "properties") } : id.problem;
}

function readAction(data: Readonly<Record<string, unknown>>): Request["action"] | string {
  const value = member(data, "action");
  if (value === undefined) return "`action` is missing";
  if (!isPlainObject(value)) return "`action` must be an object with `name`";
  const name = readText(value, "name", "action");
  return typeof name === "string" ? { name, properties: member(value, "properties") } : name.problem;
}

function readText(
  data: Readonly<Record<string, unknown>>,
  name: string,
  owner: string,
): string | { readonly problem: string } {
  const text = member(data, name);
  const what = `\`${owner}.${name}\``;
  if (typeof text !== "string") return { problem: `${what} ${text === undefined ? "is missing" : "must be a string"}` };
  return text.length <= defaultLimits.requestStringLength ? text : { problem: `${what}: ${tooLong}` };
}

const tooLong = `a string is longer than ${defaultLimits.requestStringLength}`;

/** A copy of own members in null-prototype objects; undefined members are left out. Never throws. */
export function copyJson(input: unknown): { readonly data: unknown } | { readonly problem: string } {
  return guarded(() => copyValue(input, 0));
}

/** A member to copy whole, or to copy some members of. */
export type Wanted = string | { readonly name: string; readonly members: readonly Wanted[] };

/** The same of these members alone; what is no object of JSON is copied as it is. */
export function copyMembers(
  input: unknown,
  wanted: readonly Wanted[],
): { readonly data: unknown } | { readonly problem: string } {
  return guarded(() => copyWanted(input, wanted, 0));
}

function copyWanted(input: unknown, wanted: readonly Wanted[], depth: number): unknown {
  if (!isPlainObject(input)) return copyValue(input, depth);
  const copy: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const each of wanted) {
    const name = typeof each === "string" ? each : each.name;
    const raw = member(input, name);
    const value = typeof each === "string" ? copyValue(raw, depth + 1) : copyWanted(raw, each.members, depth + 1);
    if (value !== undefined) copy[name] = value;
  }
  return copy;
}

function guarded(copy: () => unknown): { readonly data: unknown } | { readonly problem: string } {
  try {
    return { data: copy() };
  } catch (error) {
    return { problem: error instanceof TooLarge ? error.message : unreadable };
  }
}

class TooLarge extends Error {}

function copyValue(input: unknown, depth: number): unknown {
  if (typeof input === "string") {
    if (input.length > defaultLimits.requestStringLength) throw new TooLarge(tooLong);
    return input;
  }
  if (typeof input === "number" || typeof input === "boolean" || input === null || input === undefined) return input;
  if (typeof input !== "object") return foreign;
  if (depth >= defaultLimits.jsonDepth)
    throw new TooLarge(`the request is nested deeper than ${defaultLimits.jsonDepth}, or holds itself`);
  if (Array.isArray(input)) return copyArray(input, depth);
  return isPlain(input) ? copyObject(input, depth) : foreign;
}

function copyArray(input: readonly unknown[], depth: number): unknown {
  const length = input.length;
  if (!(length <= defaultLimits.setSize)) throw new TooLarge(`a list has more than ${defaultLimits.setSize} items`);
  // A hole is no value of any type.
  return Array.from({ length }, (_, index) =>
    Object.hasOwn(input, index) ? copyValue(input[index], depth + 1) : foreign,
  );
}

function copyObject(input: object, depth: number): unknown {
  const keys = Object.keys(input);
  if (keys.length > defaultLimits.objectMembers)
    throw new TooLarge(`an object has more than ${defaultLimits.objectMembers} members`);
  const copy: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const key of keys) {
    const value = copyValue(Reflect.get(input, key), depth + 1);
    if (value !== undefined) copy[key] = value;
  }
  return copy;
}

function isPlainObject(input: unknown): input is Readonly<Record<string, unknown>> {
  return isObject(input) && isPlain(input);
}

/** From whatever realm: no prototype, or one that is itself at the root. */
function isPlain(input: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(input);
  return prototype === null || (typeof prototype === "object" && Object.getPrototypeOf(prototype) === null);
}
