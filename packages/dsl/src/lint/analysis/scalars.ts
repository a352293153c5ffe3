import { formatAddress, parseAddress, parseDuration, parseTime, type Expression } from "@authz/model";

/** A constant that can be compared. */
export interface Scalar {
  /** Of equal constants the same. */
  readonly key: string;
  /** Its place in the order of its kind; undefined for what has no order. */
  readonly at: number | string | undefined;
}

/** Undefined for what is no constant. */
export function scalarOf(expression: Expression): Scalar | undefined {
  if (expression.kind === "entity") return scalar("entity", [expression.type, expression.id], undefined);
  if (expression.kind !== "literal") return undefined;
  const { value } = expression;
  if (typeof value === "boolean") return scalar("boolean", value, undefined);
  if (typeof value !== "object") return scalar(typeof value, value, value);
  if (value.kind === "ip") {
    const address = parseAddress(value.text);
    return address === undefined ? undefined : scalar("ip", formatAddress(address), undefined);
  }
  const at = value.kind === "time" ? parseTime(value.text) : parseDuration(value.text);
  return at === undefined ? undefined : scalar(value.kind, at, at);
}

export function textScalar(text: string): Scalar {
  return scalar("string", text, text);
}

export function booleanScalar(value: boolean): Scalar {
  return scalar("boolean", value, undefined);
}

function scalar(kind: string, value: unknown, at: Scalar["at"]): Scalar {
  return { key: JSON.stringify([kind, value]), at };
}

/** Negative, zero or positive; undefined where there is no order. */
export function compareScalars(left: Scalar, right: Scalar): number | undefined {
  if (left.at === undefined || typeof left.at !== typeof right.at || right.at === undefined) return undefined;
  return left.at < right.at ? -1 : left.at > right.at ? 1 : 0;
}
