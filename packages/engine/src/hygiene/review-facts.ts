import type { Diagnostic, Policy } from "@authz/model";
import type { Facts } from "../facts/facts.ts";
import type { FactsSource } from "../facts/parse-facts.ts";
import { createSchema } from "../schema/schema.ts";
import { reviewAssignments, reviewRoles } from "./assignments.ts";
import { reviewAttributes } from "./attributes.ts";
import { placeFacts } from "./placed.ts";
import { reviewReferences } from "./references.ts";

/**
 * What loads and is suspicious all the same: entities that are named and not described, absent required attributes, roles that
 * nobody has, assignments that have ended. For a linter; loading does not ask.
 */
export function reviewFacts(
  policy: Policy,
  facts: Facts,
  sources: readonly FactsSource[],
  clock: () => Date,
): readonly Diagnostic[] {
  const schema = createSchema(policy);
  const placed = placeFacts(facts, sources);
  return [
    ...reviewReferences(placed, schema),
    ...reviewAttributes(placed, schema),
    ...reviewAssignments(placed, clock().getTime()),
    ...reviewRoles(placed, schema, sources[0]?.name ?? "facts"),
  ];
}
