import { describe, expect, test } from "@jest/globals";
import { compiles, isFound, isSuggested, mutantsOf, readPolicies, ways, type Mutant, type Way } from "./mutations.ts";

const policies = readPolicies();

function broken(way: Way): readonly Mutant[] {
  const mutants = [...policies].flatMap(([policy, files]) => {
    // Examples are long, cases of spec are short and many.
    return [...mutantsOf(policy, files, way, policy.startsWith("policies-examples") ? 8 : 1)];
  });
  return mutants.filter((mutant) => !compiles(mutant));
}

const share = (mutants: readonly Mutant[], holds: (mutant: Mutant) => boolean): number =>
  mutants.filter(holds).length / mutants.length;

describe("a policy broken at one token", () => {
  test.each(ways)("%s: the first error stands where it was broken", (way) => {
    const mutants = broken(way);
    expect(mutants.length).toBeGreaterThan(400);
    expect(share(mutants, isFound)).toBeGreaterThan(0.95);
    if (way === "misspelt") expect(share(mutants, isSuggested)).toBeGreaterThan(0.9);
  });
});
