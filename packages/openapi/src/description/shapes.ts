import type { Findings } from "../text/diagnostics.ts";
import type { Places } from "../text/places.ts";
import { unexpectedShape } from "../diagnostics/openapi/unexpected-shape.ts";

/** What the parts of a description are read with. */
export interface Reader {
  readonly places: Places;
  readonly findings: Findings;
}

/** An object of the data. */
export type Data = Readonly<Record<string, unknown>>;

export function isData(value: unknown): value is Data {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A member's value, if the object has it as its own. */
export function member(data: object, key: string): unknown {
  return Object.hasOwn(data, key) ? (Reflect.get(data, key) as unknown) : undefined;
}

/** A member that must be an object; undefined when it is absent, or something else, which is reported. */
export function objectMember(data: object, key: string, part: string, reader: Reader): Data | undefined {
  const value = member(data, key);
  if (value === undefined || isData(value)) return value;
  reader.findings.report(unexpectedShape, reader.places.value(data, key), { part, expected: "an object" });
  return undefined;
}

/** A member that is a text; anything else counts as absent. */
export function textMember(data: object, key: string): string | undefined {
  const value = member(data, key);
  return typeof value === "string" ? value : undefined;
}
