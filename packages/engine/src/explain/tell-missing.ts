import type { ExplanationNode } from "../decision.ts";
import type { Outcome } from "../reference/decide.ts";
import { printOrigin } from "./print.ts";
import { sentence } from "./sentence.ts";

/** What an allowed request lacks all the same. */
export function tellMissing({ missing }: Outcome): readonly ExplanationNode[] {
  if (missing === undefined) return [];
  const scopes = missing.uncovered
    ? [
        sentence(
          missing.anyOf.length === 0
            ? "no scope covers this action"
            : `the token needs one of the scopes ${missing.anyOf.join(", ")}`,
          false,
        ),
      ]
    : [];
  const required = missing.requirements.map((requirement) => {
    const needs = [
      ...requirement.scopes.filter((scope) => missing.allOf.includes(scope)).map((scope) => `the scope ${scope}`),
      ...missing.assurances.filter(({ name }) => requirement.assurances.includes(name)).map(({ name }) => name),
    ];
    return sentence(
      `required rule ${requirement.id}: ${needs.join(" and ")}`,
      false,
      [],
      printOrigin(requirement.origin),
    );
  });
  return [...scopes, ...required];
}
