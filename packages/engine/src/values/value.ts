import {
  formatAddress,
  formatDuration,
  formatTime,
  parseAddress,
  parseDuration,
  parseTime,
  sameAddress,
  type Address,
  type LiteralValue,
  type Ref,
} from "@authz/model";
import * as features from "../features/features.ts";

/** What expressions compute with. Entity types carry their declared names, whatever the wire says. */
export type Value =
  string | number | boolean | TimeValue | DurationValue | Address | EntityValue | Anonymous | SetValue | RecordValue;

export interface TimeValue {
  readonly kind: "time";
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface DurationValue {
  readonly kind: "duration";
  /** Milliseconds; a difference of times may be negative. */
  readonly length: number;
}

export interface EntityValue extends Ref {
  readonly kind: "entity";
}

/** The caller without identity: equal to nothing, not even to itself, and in nothing. */
export interface Anonymous {
  readonly kind: "anonymous";
}

export interface SetValue {
  readonly kind: "set";
  /** Without duplicates. */
  readonly items: readonly Value[];
}

/** A declared record, or a root that has members (`context`, `token`, `action`). A member whose value is undefined is there but unusable. */
export interface RecordValue {
  readonly kind: "record";
  readonly members: ReadonlyMap<string, Value | undefined>;
}

export const anonymous: Anonymous = { kind: "anonymous" };

export function entityValue(ref: Ref): EntityValue {
  return { kind: "entity", type: ref.type, id: ref.id };
}

/** A key for Maps; names of types hold no NUL, so two entities never share one. */
export function refKey(ref: Ref): string {
  return `${ref.type}\u0000${ref.id}`;
}

export function sameRef(left: Ref, right: Ref): boolean {
  return left.type === right.type && left.id === right.id;
}

export function kindOf(value: Value): string {
  return typeof value === "object" ? value.kind : typeof value;
}

export function createSet(items: readonly Value[]): SetValue {
  const unique: Value[] = [];
  const seen = new Set<unknown>();
  for (const item of items) {
    const key = typeof item === "object" ? keyOfValue(item) : item;
    if (key === undefined ? unique.some((other) => sameValue(other, item)) : seen.has(key)) continue;
    if (key !== undefined) seen.add(key);
    unique.push(item);
  }
  return { kind: "set", items: unique };
}

/** Equal for equal values of one kind; undefined for those that have no key. */
function keyOfValue(value: Exclude<Value, string | number | boolean>): string | undefined {
  switch (value.kind) {
    case "entity":
      return refKey(value);
    case "time":
      return `${value.at}`;
    case "duration":
      return `${value.length}`;
    case "ip":
      return features.addresses ? formatAddress(value) : undefined;
    case "anonymous":
    case "set":
    case "record":
      return undefined;
  }
}

/** Equality without conversion: values of different kinds are never equal, sets ignore order. */
export function sameValue(left: Value, right: Value): boolean {
  if (typeof left !== "object" || typeof right !== "object") return left === right;
  if (left.kind === "anonymous" || right.kind === "anonymous") return false;
  if (left.kind === "time") return right.kind === "time" && left.at === right.at;
  if (left.kind === "duration") return right.kind === "duration" && left.length === right.length;
  if (left.kind === "ip") return features.addresses && right.kind === "ip" && sameAddress(left, right);
  if (left.kind === "entity") return right.kind === "entity" && sameRef(left, right);
  if (left.kind === "set") {
    return (
      right.kind === "set" &&
      left.items.length === right.items.length &&
      left.items.every((item) => setHas(right, item))
    );
  }
  return right.kind === "record" && sameMembers(left, right);
}

export function setHas(set: SetValue, item: Value): boolean {
  return set.items.some((other) => sameValue(other, item));
}

function sameMembers(left: RecordValue, right: RecordValue): boolean {
  if (left.members.size !== right.members.size) return false;
  for (const [name, value] of left.members) {
    const other = right.members.get(name);
    if (value === undefined || other === undefined || !sameValue(value, other)) return false;
  }
  return true;
}

/** The value of a constant; the checker has seen that its text is one. */
export function literalValue(literal: LiteralValue): Value {
  if (typeof literal !== "object") return literal;
  switch (literal.kind) {
    case "time":
      return { kind: "time", at: parseTime(literal.text) ?? Number.NaN };
    case "duration":
      return { kind: "duration", length: (features.durations ? parseDuration(literal.text) : undefined) ?? Number.NaN };
    case "ip":
      return (features.addresses ? parseAddress(literal.text) : undefined) ?? { kind: "ip", family: 6, bits: -1n };
  }
}

/** The value as the language would write it, for explanations. */
export function formatValue(value: Value): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "object") return String(value);
  switch (value.kind) {
    case "time":
      return `time "${formatTime(value.at)}"`;
    case "duration":
      return formatDuration(value.length);
    case "ip":
      return `ip "${formatAddress(value)}"`;
    case "entity":
      return `${value.type} ${JSON.stringify(value.id)}`;
    case "anonymous":
      return "anonymous";
    case "set":
      return `[${value.items.slice(0, 10).map(formatValue).join(", ")}${value.items.length > 10 ? ", …" : ""}]`;
    case "record":
      return "a record";
  }
}
