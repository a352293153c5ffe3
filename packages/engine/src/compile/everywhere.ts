import type { PolicyRule } from "@authz/model";
import type { Schema, TypeEntry } from "../schema/schema.ts";
import { asksSeparated, itemsOf } from "./people.ts";
import { survey, type Root, type Survey } from "./plan.ts";

/** People who are the same for every resource. */
export interface Everywhere {
  readonly roots: readonly Root[];
  readonly found: Survey;
}

/** The people of an action of which is said nothing but that they are allowed to do it, if they are the same for all resources. */
export function peopleEverywhere(action: string, resource: TypeEntry, schema: Schema): Everywhere | undefined {
  if ((resource.requirements.get(action) ?? []).length > 0) return undefined;
  const rules = resource.rules.get(action) ?? [];
  if (!rules.every((rule) => rule.effect === "allow" && isPlain(rule, resource.type.name))) return undefined;
  const roots = rules.map(({ who }) => who).flatMap(itemsOf);
  if (!roots.every((root) => root.kind === "role" || root.kind === "type")) return undefined;
  const found = survey(roots, resource.type.name, schema);
  return found.simple && !asksSeparated(found, schema) ? { roots, found } : undefined;
}

/** Without conditions, and not of one resource alone. */
export function isPlain({ guards, targets }: PolicyRule, on: string): boolean {
  return guards.length === 0 && targets.every(({ type, id }) => type !== on || id === undefined);
}
