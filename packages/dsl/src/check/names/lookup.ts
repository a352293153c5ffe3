import type { Name } from "../../syntax/tree.ts";
import { fits, type NeededType, reportOther, type TypeKinds } from "../type-kinds.ts";
import type { Reporting } from "../vocabulary.ts";
import type { Parts, TypeParts } from "./parts.ts";

/** The name when it is such a type; otherwise that is reported. For declarations, before there is a vocabulary. */
export function findType(name: Name, needed: NeededType, parts: Parts, reporting: Reporting): string | undefined {
  const type = parts.types.get(name.text);
  if (type !== undefined && fits(kindsOf(type), needed)) return name.text;
  const is = type === undefined ? (parts.names.declared.has(name.text) ? "role" : undefined) : kindsOf(type);
  const known = (): readonly string[] => [
    ...[...parts.types.values()].filter((one) => fits(kindsOf(one), needed)).map((one) => one.name.text),
    ...(needed === "type" ? builtInTypes : []),
  ];
  reportOther(name, needed, is, known, reporting);
  return undefined;
}

const builtInTypes = ["string", "number", "boolean", "time", "duration", "ip", "set"];

function kindsOf(type: TypeParts): TypeKinds {
  return { subject: type.subjects.length > 0, group: type.groups.length > 0, resource: type.resources.length > 0 };
}
