import type { Diagnostic, Policy, Ref } from "@authz/model";
import type { Schema } from "../schema/schema.ts";
import { readFacts } from "./parse-facts.ts";
import { createFactsTable, type FactsTable } from "./table.ts";
import { writeAssignment, writeEntity } from "./write-facts.ts";

/** Facts of one policy for the next one; without a table, why they do not fit it. */
export type Refitted =
  | { readonly table: FactsTable; readonly diagnostics?: undefined }
  | { readonly table?: undefined; readonly diagnostics: readonly Diagnostic[] };

/** The same facts when nothing that they are made of has changed, else read again as the wire spells them. */
export function refit(table: FactsTable, from: Schema, to: Policy): Refitted {
  if (shapeOf(from.policy) === shapeOf(to)) return { table };
  const entities = Array.from(table.entities(), (entity) => writeEntity(entity, from));
  const assignments = Array.from(table.assignments(), (assignment) => writeAssignment(assignment, from));
  // A source each, by the name that people know it by: nobody knows the order in which the engine keeps them.
  const sources = [
    ...entities.map((entity) => ({ name: nameOf(entity), data: { entities: [entity] } })),
    ...assignments.map((each) => ({ name: `${each.role} of ${nameOf(each.subject)}`, data: { assignments: [each] } })),
  ];
  const { facts, diagnostics } = readFacts(to, sources);
  return facts === undefined ? { diagnostics: diagnostics.map(withoutPlace) } : { table: createFactsTable(facts) };
}

function withoutPlace(diagnostic: Diagnostic): Diagnostic {
  const { location } = diagnostic;
  const pointer = location.pointer?.replace(/^\/(?:entities|assignments)\/0/, "") ?? "";
  return { ...diagnostic, location: { ...location, pointer } };
}

function nameOf({ type, id }: Ref): string {
  return `${type} ${JSON.stringify(id)}`;
}

/** What a policy says about decisions and about people who read it is nothing to facts. */
const besides: ReadonlySet<string> = new Set(["origin", "doc", "actions", "derived", "includes", "sensitive"]);

function shapeOf({ types, roles }: Policy): string {
  return JSON.stringify([types, roles], (name, value: unknown) => (besides.has(name) ? undefined : value));
}
