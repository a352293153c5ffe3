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
 * Tells a request from what is none (section "Requests" of the language reference). The input may be anything: it is copied once,
 * member by member, so that getters and Proxies cannot answer differently later, and nothing of its prototypes is seen.
 */
export function readRequest(input: unknown): ReadRequest {
  const copy = copyJson(input);
  return "problem" in copy ? copy : readCopy(copy.data);
}

/** The same for data that is already plain JSON of our own making. */
export function readCopy(data: unknown): ReadRequest {
  if (!isObject(data)) return { problem: "a request is a JSON object with `subject`, `action` and `resource`" };
  const subject = readEntity(data, "subject");
  if (typeof subject === "string") return { problem: subject };
  const action = readAction(data);
  if (typeof action === "string") return { problem: action };
  const resource = readEntity(data, "resource");
  if (typeof resource === "string") return { problem: resource };
  return { request: { subject, action, resource, context: member(data, "context") } };
}

function readEntity(data: Readonly<Record<string, unknown>>, name: "subject" | "resource"): RequestEntity | string {
  const value = member(data, name);
  if (value === undefined) return `\`${name}\` is missing`;
  if (!isObject(value)) return `\`${name}\` must be an object with \`type\` and \`id\``;
  const type = member(value, "type");
  if (typeof type !== "string") return `\`${name}.type\` ${type === undefined ? "is missing" : "must be a string"}`;
  const id = name === "subject" && type === "anonymous" ? "" : member(value, "id");
  if (typeof id !== "string") return `\`${name}.id\` ${id === undefined ? "is missing" : "must be a string"}`;
  return { type, id, properties: member(value, "properties") };
}

function readAction(data: Readonly<Record<string, unknown>>): Request["action"] | string {
  const value = member(data, "action");
  if (value === undefined) return "`action` is missing";
  if (!isObject(value)) return "`action` must be an object with `name`";
  const name = member(value, "name");
  if (typeof name !== "string") return `\`action.name\` ${name === undefined ? "is missing" : "must be a string"}`;
  return { name, properties: member(value, "properties") };
}

/** A copy of own members in null-prototype objects; undefined members are left out. Never throws. */
export function copyJson(input: unknown): { readonly data: unknown } | { readonly problem: string } {
  try {
    return { data: copyValue(input, 0) };
  } catch (error) {
    return {
      problem: error instanceof TooLarge ? error.message : "the request cannot be read: one of its members throws",
    };
  }
}

class TooLarge extends Error {}

function copyValue(input: unknown, depth: number): unknown {
  if (typeof input === "string") {
    if (input.length > defaultLimits.requestStringLength)
      throw new TooLarge(`a string is longer than ${defaultLimits.requestStringLength}`);
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

/** From whatever realm: no prototype, or one that is itself at the root. */
function isPlain(input: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(input);
  return prototype === null || (typeof prototype === "object" && Object.getPrototypeOf(prototype) === null);
}
