import type { Name } from "../syntax/tree.ts";
import { fits, type NeededType, reportOther, type TypeKinds } from "./type-kinds.ts";
import type { CheckContext, TypeEntry } from "./vocabulary.ts";

export type { NeededType } from "./type-kinds.ts";

/** The type of that name when it is such a type; otherwise that has been reported. */
export function knownType(name: Name, needed: NeededType, context: CheckContext): TypeEntry | undefined {
  const { types, roles } = context.vocabulary;
  const entry = types.get(name.text);
  if (entry !== undefined && fits(kindsOf(entry), needed)) return entry;
  const is = entry === undefined ? (roles.has(name.text) ? "role" : undefined) : kindsOf(entry);
  const known = (): readonly string[] =>
    [...types.values()].filter((one) => fits(kindsOf(one), needed)).map((one) => one.type.name);
  reportOther(name, needed, is, known, context);
  return undefined;
}

function kindsOf({ type }: TypeEntry): TypeKinds {
  return { subject: type.subject, group: type.members !== undefined, resource: type.resource !== undefined };
}
