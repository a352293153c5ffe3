import { suggest } from "@authz/model";
import { unknownType } from "../../diagnostics/names/unknown-type.ts";
import { wrongKind } from "../../diagnostics/names/wrong-kind.ts";
import type { Name } from "../../syntax/tree.ts";
import { type Reading, placeIn } from "./namespace.ts";
import type { Parts, TypeParts } from "./parts.ts";

/** What a name of a type must be where it stands. */
export type Needed = "type" | "subject" | "subject or group" | "resource";

/** The name when it is such a type; otherwise that is reported. */
export function findType(name: Name, needed: Needed, parts: Parts, reading: Reading): string | undefined {
  const type = parts.types.get(name.text);
  if (type !== undefined && fits(type, needed)) return name.text;
  const place = placeIn(reading, name);
  if (type === undefined && !parts.names.declared.has(name.text)) {
    const known = [...parts.types.values()].filter((one) => fits(one, needed)).map((one) => one.name.text);
    const suggestion = suggest(name.text, needed === "type" ? [...known, ...scalarTypes] : known);
    reading.collector.report(unknownType, place, { name: name.text, needed, suggestion }, { suggestion });
  } else {
    const is = type === undefined ? "an application-wide role" : describe(type);
    reading.collector.report(wrongKind, place, { name: name.text, is, needed: `a ${needed}` });
  }
  return undefined;
}

const scalarTypes = ["string", "number", "boolean", "time", "duration", "ip", "set"];

function fits(type: TypeParts, needed: Needed): boolean {
  switch (needed) {
    case "type":
      return true;
    case "subject":
      return type.subjects.length > 0;
    case "subject or group":
      return type.subjects.length + type.groups.length > 0;
    case "resource":
      return type.resources.length > 0;
  }
}

function describe(type: TypeParts): string {
  if (type.resources.length > 0 && type.subjects.length + type.groups.length === 0) return "a resource";
  return type.subjects.length > 0 ? "a subject" : "a group";
}
