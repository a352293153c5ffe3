import {
  compareText,
  formatAddress,
  formatDuration,
  formatTime,
  parseAddress,
  parseDuration,
  parseTime,
  type Address,
  type LiteralValue,
  type Ref,
} from "@authz/model";
import * as features from "../features/features.ts";
import { obtain } from "./obtain.ts";

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
  const unique = new Map(items.map((item) => [keyOf(item), item]));
  return { kind: "set", items: [...unique.values()] };
}

/** Counts keys of what is the same as nothing, not even as itself. */
let unlike = 0;

/** The same for values that are the same, and for no others. */
function keyOf(value: Value | undefined): string {
  if (value === undefined) return `${unlike++}`;
  const kind = kindOf(value);
  if (typeof value !== "object") return `${kind} ${value}`;
  switch (value.kind) {
    case "entity":
      return `${kind} ${refKey(value)}`;
    case "time":
      return `${kind} ${value.at}`;
    case "duration":
      return `${kind} ${value.length}`;
    case "ip":
      return `${kind} ${features.addresses && formatAddress(value)}`;
    case "set":
      return `${kind} ${JSON.stringify(value.items.map(keyOf).sort(compareText))}`;
    case "record": {
      const names = [...value.members.keys()].sort(compareText);
      return `${kind} ${JSON.stringify(names.map((name) => [name, keyOf(value.members.get(name))]))}`;
    }
    case "anonymous":
      return `${unlike++}`;
  }
}

/** Equality without conversion: values of different kinds are never equal, sets ignore order. */
export function sameValue(left: Value, right: Value): boolean {
  if (typeof left !== "object" || typeof right !== "object") return left === right;
  if (left.kind === "entity" && right.kind === "entity") return sameRef(left, right);
  return keyOf(left) === keyOf(right);
}

/** So many are compared one by one; among more, an item is looked up, so that two sets take as long to compare as they are. */
const fewItems = 16;
const keys = new WeakMap<SetValue, ReadonlySet<unknown>>();

export function setHas(set: SetValue, item: Value): boolean {
  const { items } = set;
  if (items.length <= fewItems) return items.some((other) => sameValue(other, item));
  return obtain(keys, set, () => new Set(items.map(keyOf))).has(keyOf(item));
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
