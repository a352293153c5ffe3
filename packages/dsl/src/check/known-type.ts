import { suggest } from "@authz/model";
import { unknownType } from "../diagnostics/names/unknown-type.ts";
import { wrongKind } from "../diagnostics/names/wrong-kind.ts";
import type { Name } from "../syntax/tree.ts";
import { placeOf, type CheckContext, type TypeEntry } from "./vocabulary.ts";

/** What the name of a type must be where it stands. */
export type NeededType = "type" | "subject" | "subject or group" | "resource";

/** The type of that name when it is such a type; otherwise that has been reported. */
export function knownType(name: Name, needed: NeededType, context: CheckContext): TypeEntry | undefined {
  const { types, roles } = context.vocabulary;
  const entry = types.get(name.text);
  if (entry !== undefined && fits(entry, needed)) return entry;
  const place = placeOf(context, name);
  if (entry === undefined && !roles.has(name.text)) {
    const known = [...types.values()].filter((one) => fits(one, needed)).map((one) => one.type.name);
    const suggestion = suggest(name.text, known);
    context.collector.report(unknownType, place, { name: name.text, needed, suggestion }, { suggestion });
  } else {
    const is = entry === undefined ? "an application-wide role" : describe(entry);
    context.collector.report(wrongKind, place, { name: name.text, is, needed: `a ${needed}` });
  }
  return undefined;
}

function fits({ type }: TypeEntry, needed: NeededType): boolean {
  switch (needed) {
    case "type":
      return true;
    case "subject":
      return type.subject;
    case "subject or group":
      return type.subject || type.members !== undefined;
    case "resource":
      return type.resource !== undefined;
  }
}

function describe({ type }: TypeEntry): string {
  if (type.subject) return "a subject";
  return type.members === undefined ? "a resource" : "a group";
}
