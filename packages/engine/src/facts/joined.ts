import type { FactsReader } from "./facts.ts";

/** Two sets of facts as one: an entity that both know is what `over` says, assignments add up. */
export function joinFacts(under: FactsReader, over: FactsReader): FactsReader {
  return {
    entity: (ref) => over.entity(ref) ?? under.entity(ref),
    *assignmentsTo(member, role, on) {
      yield* over.assignmentsTo(member, role, on);
      yield* under.assignmentsTo(member, role, on);
    },
  };
}
