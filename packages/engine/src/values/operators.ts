import { addressWithin, earliestTime, latestTime } from "@authz/model";
import type { Truth } from "./truth.ts";
import { kindOf, sameValue, setHas, type SetValue, type Value } from "./value.ts";

/** `==`: unknown for values of different kinds, which the checker lets nobody write. */
export function equals(left: Value, right: Value): Truth {
  return (
    sameValue(left, right) ||
    (kindOf(left) === kindOf(right) || (isPerson(left) && isPerson(right)) ? false : undefined)
  );
}

export function isPerson(value: Value): boolean {
  return typeof value === "object" && (value.kind === "entity" || value.kind === "anonymous");
}

/** Numbers, times, durations; strings by code units. */
export function order(operator: "<" | "<=" | ">" | ">=", left: Value, right: Value): Truth {
  const [one, other] = [sortable(left), sortable(right)];
  if (one === undefined || other === undefined || kindOf(left) !== kindOf(right)) return undefined;
  const less = operator === "<" || operator === ">=" ? one < other : one <= other;
  return operator === "<" || operator === "<=" ? less : !less;
}

function sortable(value: Value): string | number | undefined {
  if (typeof value === "string" || typeof value === "number") return value;
  if (typeof value !== "object") return undefined;
  return value.kind === "time" ? value.at : value.kind === "duration" ? value.length : undefined;
}

/** `contains`, plainly: never through groups. */
export function contains(set: Value, item: Value): Truth {
  return isSet(set) ? setHas(set, item) : undefined;
}

export function containsAll(set: Value, items: Value): Truth {
  return isSet(set) && isSet(items) ? items.items.every((item) => setHas(set, item)) : undefined;
}

export function containsAny(set: Value, items: Value): Truth {
  return isSet(set) && isSet(items) ? items.items.some((item) => setHas(set, item)) : undefined;
}

export function isSet(value: Value | undefined): value is SetValue {
  return typeof value === "object" && value.kind === "set";
}

/** An address or network inside a network, or equal to an address. */
export function isInNetwork(left: Value, right: Value): Truth {
  const addresses = typeof left === "object" && left.kind === "ip" && typeof right === "object" && right.kind === "ip";
  return addresses ? addressWithin(left, right) : undefined;
}

/** `+` and `-`; overflow is unknown. */
export function arithmetic(sign: 1 | -1, left: Value, right: Value): Value | undefined {
  if (typeof left === "number" && typeof right === "number") return safe(left + sign * right);
  if (typeof left !== "object" || typeof right !== "object") return undefined;
  if (left.kind === "time" && right.kind === "time") return { kind: "duration", length: left.at - right.at };
  if (right.kind !== "duration") return undefined;
  if (left.kind === "duration") {
    const length = safe(left.length + sign * right.length);
    return length === undefined ? undefined : { kind: "duration", length };
  }
  if (left.kind !== "time") return undefined;
  const at = left.at + sign * right.length;
  return at >= earliestTime && at <= latestTime ? { kind: "time", at } : undefined;
}

function safe(number: number): number | undefined {
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number + 0 : undefined;
}

/**
 * Whether the text is these runs of characters with anything between them.
 * @param runs what is between the `*` of a pattern: each is looked for once, from where the one before ends
 */
export function isLike(text: string, runs: readonly string[]): boolean {
  const rest = runs.length - 1;
  const first = runs[0] as string;
  const last = runs[rest] as string;
  if (rest === 0) return text === first;
  let end = first.length;
  for (let at = 1; at < rest; at++) {
    const run = runs[at] as string;
    const found = text.indexOf(run, end);
    if (found < 0) return false;
    end = found + run.length;
  }
  return text.startsWith(first) && text.endsWith(last) && end + last.length <= text.length;
}
