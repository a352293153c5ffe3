import { shortText } from "../../analysis/guard-parts.ts";
import { removeGuard } from "../../analysis/removals.ts";
import { guardsByStatement, verdictsIn, type PartVerdict } from "../../analysis/verdicts.ts";
import { hasComment } from "../../edits.ts";
import type { Fix } from "../../finding.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const alwaysTrueCondition: LintRule<{ readonly text: string; readonly about: string | undefined }> =
  defineLintRule({
    code: "lint/always-true-condition",
    group: "correctness",
    severity: "warning",
    set: "recommended",
    fix: "safe",
    summary: "A condition is true for every value",
    why: "It reads as a restriction and is none: the rule holds for everything, and whoever reviews it believes that something had been asked.",
    message: ({ text, about }) =>
      about === undefined ? `\`${text}\` is always true` : `\`${text}\` is true whatever \`${about}\` is`,
    help: () => "write what was meant (`and` for `or`, another value?), or take the condition away",
    bad: `subject User
resource Invoice {
  action read
  allow User to read when 1 <= 2
}
`,
    good: `subject User
resource Invoice {
  action read
  allow User to read
}
`,
    check({ index, report }) {
      for (const guards of guardsByStatement(index.guards)) {
        const [first] = guards;
        if (first === undefined) continue;
        const environment = index.environments.ofGuard(first);
        for (const found of guards.flatMap((guard) => verdictsIn(guard, environment))) {
          const { guard, node, verdict } = found;
          if (!verdict.value) continue;
          report(
            guard.file,
            node,
            { text: shortText(guard.file, node), about: verdict.about },
            { fix: removal(found) },
          );
        }
      }
    },
  });

/** Only what is true even where attributes are missing can go: an unknown condition does not hold. */
function removal({ guard, isWhole, verdict }: PartVerdict): Fix | undefined {
  const { file, node } = guard;
  if (!isWhole || !verdict.certain || hasComment(file, node)) return undefined;
  return { title: "remove the condition", safe: true, edits: [removeGuard(file, node)] };
}
