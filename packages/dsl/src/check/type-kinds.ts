import { suggest } from "@authz/model";
import { unknownType } from "../diagnostics/names/unknown-type.ts";
import { wrongKind } from "../diagnostics/names/wrong-kind.ts";
import type { Name } from "../syntax/tree.ts";
import { placeOf, type Reporting } from "./vocabulary.ts";

/** What the name of a type must be where it stands. */
export type NeededType = "type" | "subject" | "subject or group" | "resource";

export interface TypeKinds {
  readonly subject: boolean;
  readonly group: boolean;
  readonly resource: boolean;
}

export function fits(kinds: TypeKinds, needed: NeededType): boolean {
  switch (needed) {
    case "type":
      return true;
    case "subject":
      return kinds.subject;
    case "subject or group":
      return kinds.subject || kinds.group;
    case "resource":
      return kinds.resource;
  }
}

/** What stands where a type is needed: nothing at all when `is` is undefined; then one of `known` may be meant. */
export function reportOther(
  name: Name,
  needed: NeededType,
  is: TypeKinds | "role" | undefined,
  known: () => readonly string[],
  reporting: Reporting,
): void {
  const place = placeOf(reporting, name);
  if (is === undefined) {
    const suggestion = suggest(name.text, known());
    reporting.collector.report(unknownType, place, { name: name.text, needed, suggestion }, { suggestion });
  } else {
    const parameters = { name: name.text, is: describe(is), needed: `a ${needed}` };
    reporting.collector.report(wrongKind, place, parameters);
  }
}

function describe(is: TypeKinds | "role"): string {
  if (is === "role") return "an application-wide role";
  if (is.subject) return "a subject";
  return is.group ? "a group" : "a resource";
}
