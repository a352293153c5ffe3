import {
  addressWithin,
  defaultLimits,
  earliestTime,
  latestTime,
  parseAddress,
  parseDuration,
  parseTime,
  type Address,
  type Ref,
} from "@authz/model";
import type { Node } from "../facts/nodes.ts";
import { isLike } from "../values/operators.ts";
import type { Value } from "../values/value.ts";

/**
 * What generated code calls. Values are as plain as they can be here: a time is its milliseconds, a duration its length, a set
 * the list of its items; undefined is a missing value, and what a reader returns for a value that it does not take.
 */
const { requestStringLength, setSize } = defaultLimits;
/** What it seems to have stands on the prototype. */
export const empty: { readonly __proto__?: unknown } = {};
/** What it seems to have stands on prototypes, where it would fill the holes of any list. */
const noItems: readonly unknown[] = [];

/**
 * Whether `__proto__` tells the prototype: Node can take the accessor away (`--disable-proto`). Reading it costs nothing once the
 * machine has learnt what kind of object stands in a place, where `Object.getPrototypeOf` is worked out each time. A member of that
 * name in JSON is an own one, and never `Object.prototype`.
 */
export const readsProto: boolean = tellsPrototype();

function tellsPrototype(): boolean {
  try {
    return empty.__proto__ === Object.prototype;
  } catch {
    return false;
  }
}

/** An object as JSON makes it. What is another kind of object is the interpreter's. */
export function isPlain(input: unknown): boolean {
  return (
    typeof input === "object" &&
    input !== null &&
    Object.getPrototypeOf(input) === Object.prototype &&
    !Array.isArray(input)
  );
}

/** Nothing but an own `type` and an own `id`, which have been read. */
export function isPlainRef(input: object): boolean {
  if (!isPlain(input) || "type" in empty || "id" in empty) return false;
  let members = 0;
  for (const name in input) {
    if (name !== "type" && name !== "id") return false;
    members++;
  }
  return members === 2;
}

export function isText(input: unknown): input is string {
  return typeof input === "string" && input.length <= requestStringLength;
}

/** Anything but a list of such strings is refused. */
export function areStrings(input: unknown): boolean {
  if (!Array.isArray(input) || input.length > setSize) return false;
  for (let at = 0; at < input.length; at++) {
    const item: unknown = input[at];
    if (!isText(item) || at in noItems) return false;
  }
  return true;
}

export function areAmong(input: unknown, values: ReadonlySet<unknown>): boolean {
  if (!Array.isArray(input) || input.length > setSize) return false;
  for (let at = 0; at < input.length; at++) if (!values.has(input[at]) || at in noItems) return false;
  return true;
}

export function areNumbers(input: unknown): boolean {
  if (!Array.isArray(input) || input.length > setSize) return false;
  for (let at = 0; at < input.length; at++) {
    const item: unknown = input[at];
    if (typeof item !== "number" || !(Math.abs(item) <= Number.MAX_SAFE_INTEGER) || at in noItems) return false;
  }
  return true;
}

export function areBooleans(input: unknown): boolean {
  if (!Array.isArray(input) || input.length > setSize) return false;
  for (let at = 0; at < input.length; at++) if (typeof input[at] !== "boolean" || at in noItems) return false;
  return true;
}

export function readTime(input: unknown): number | undefined {
  return isText(input) ? parseTime(input) : undefined;
}

export function readDuration(input: unknown): number | undefined {
  return isText(input) ? parseDuration(input) : undefined;
}

export function readAddress(input: unknown): Address | undefined {
  return isText(input) ? parseAddress(input) : undefined;
}

/** RFC 7519 NumericDate. */
export function readDate(input: unknown): number | undefined {
  if (typeof input !== "number") return undefined;
  const at = Math.floor(input * 1000);
  return at >= earliestTime && at <= latestTime ? at : undefined;
}

/** What is stored of an entity, in the plain form. */
export function stored(node: Node, name: string): unknown {
  const value = node.stored?.attributes.get(name);
  return typeof value === "object" ? plainly(value) : value;
}

function plainly(value: Exclude<Value, string | number | boolean>): unknown {
  switch (value.kind) {
    case "time":
      return value.at;
    case "duration":
      return value.length;
    case "set":
      return value.items;
    case "ip":
    case "entity":
    case "record":
    case "anonymous":
      return value;
  }
}

/** Numbers from 0 on as bits of small integers: as many of those as the largest could need, so that none is looked for in vain. */
export type Bits = readonly number[];

export function bitsOf(numbers: readonly number[], count: number): Bits {
  const bits = Array.from({ length: Math.ceil(count / 32) }, () => 0);
  for (const each of numbers) (bits[each >>> 5] as number) |= 1 << (each & 31);
  return bits;
}

/** Of scalars. */
export function includes(items: readonly unknown[], value: unknown): boolean {
  for (let at = 0; at < items.length; at++) if (items[at] === value) return true;
  return false;
}

export function includesRef(items: readonly Ref[], type: string, id: string): boolean {
  for (const item of items) if (item.id === id && item.type === type) return true;
  return false;
}

export { addressWithin, isLike };

export type Scale = "number" | "time" | "duration";

/** `+` and `-` of numbers, times and durations; what overflows is missing. */
export function sum(
  left: number | undefined,
  right: number | undefined,
  sign: number,
  result: Scale,
): number | undefined {
  if (left === undefined || right === undefined) return undefined;
  const value = left + sign * right + 0;
  if (result === "time") return value >= earliestTime && value <= latestTime ? value : undefined;
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : undefined;
}

/** The id of an entity that is stored as an attribute. */
export function storedId(node: Node, name: string): string | undefined {
  const value = node.stored?.attributes.get(name);
  return typeof value === "object" && value.kind === "entity" ? value.id : undefined;
}
