import { requestLimits } from "@authz/model";
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

const { setSize, jsonDepth, objectMembers, requestStringLength } = requestLimits;

/** Thrown with what is the matter, in words; whatever else is thrown, a member of the input did. */
class Unreadable extends Error {}

function refuse(problem: string): never {
  throw new Unreadable(problem);
}

function problemOf(error: unknown): string {
  return error instanceof Unreadable ? error.message : "the request cannot be read: one of its members throws";
}

/**
 * Tells a request from what is none (section "Requests" of the language reference). The input may be anything: its own members
 * are read once each, so that getters and Proxies cannot answer differently later, and nothing of its prototypes is seen.
 * Properties and context are left as they came: only the members that a policy declares are ever read.
 */
export function readRequest(input: unknown): ReadRequest {
  try {
    if (!isPlainObject(input)) refuse("a request is a JSON object with `subject`, `action` and `resource`");
    const subject = readEntity(input, "subject");
    const action = readPart(input, "action", "`name`");
    const name = readText(action, "name", "action");
    const properties = member(action, "properties");
    const resource = readEntity(input, "resource");
    return { request: { subject, action: { name, properties }, resource, context: member(input, "context") } };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

type Members = Readonly<Record<string, unknown>>;

function readEntity(data: Members, name: "subject" | "resource"): RequestEntity {
  const value = readPart(data, name, "`type` and `id`");
  const type = readText(value, "type", name);
  const id = name === "subject" && type === "anonymous" ? "" : readText(value, "id", name);
  return { type, id, properties: member(value, "properties") };
}

function readPart(data: Members, name: string, needed: string): Members {
  const value = member(data, name);
  return isPlainObject(value) ? value : refuseMember(name, value, `an object with ${needed}`);
}

function readText(data: Members, name: string, owner: string): string {
  const text = member(data, name);
  if (typeof text !== "string") refuseMember(`${owner}.${name}`, text, "a string");
  return text.length <= requestStringLength ? text : refuse(`\`${owner}.${name}\`: ${tooLong}`);
}

function refuseMember(name: string, value: unknown, needed: string): never {
  return refuse(`\`${name}\` ${value === undefined ? "is missing" : `must be ${needed}`}`);
}

const tooLong = `a string is longer than ${requestStringLength}`;

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
    return { problem: problemOf(error) };
  }
}

function copyValue(input: unknown, depth: number): unknown {
  if (typeof input === "string") return input.length > requestStringLength ? refuse(tooLong) : input;
  if (typeof input === "number" || typeof input === "boolean" || input === null || input === undefined) return input;
  if (typeof input !== "object") return foreign;
  if (depth >= jsonDepth) refuse(`the request is nested deeper than ${jsonDepth}, or holds itself`);
  if (Array.isArray(input)) return copyArray(input, depth);
  return isPlain(input) ? copyObject(input, depth) : foreign;
}

function copyArray(input: readonly unknown[], depth: number): unknown {
  const length = input.length;
  if (!(length <= setSize)) refuse(`a list has more than ${setSize} items`);
  // A hole is no value of any type.
  return Array.from({ length }, (_, index) =>
    Object.hasOwn(input, index) ? copyValue(input[index], depth + 1) : foreign,
  );
}

function copyObject(input: object, depth: number): unknown {
  const keys = Object.keys(input);
  if (keys.length > objectMembers) refuse(`an object has more than ${objectMembers} members`);
  const copy: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const key of keys) {
    const value = copyValue(Reflect.get(input, key), depth + 1);
    if (value !== undefined) copy[key] = value;
  }
  return copy;
}

function isPlainObject(input: unknown): input is Members {
  return isObject(input) && isPlain(input);
}

/** From whatever realm: no prototype, or one that is itself at the root. */
function isPlain(input: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(input);
  return prototype === null || (typeof prototype === "object" && Object.getPrototypeOf(prototype) === null);
}
