import { shortText } from "../../analysis/guard-parts.ts";
import { contradictingGuard, guardsByStatement, verdictsIn } from "../../analysis/verdicts.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const alwaysFalseCondition: LintRule<{ readonly text: string; readonly about: string | undefined }> =
  defineLintRule({
    code: "lint/always-false-condition",
    group: "correctness",
    severity: "error",
    set: "recommended",
    summary: "A condition can never be true",
    why: "Whatever it guards is dead: an `allow` that never allows, a `deny` that stops nobody while its readers rely on it. Most often `and` was written for `or`, or a bound for the other.",
    message: ({ text, about }) =>
      about === undefined ? `\`${text}\` can never be true` : `\`${text}\` can never be true, whatever \`${about}\` is`,
    help: () => "write what was meant (`or` for `and`, the other bound?), or remove what it guards",
    bad: `subject User
resource Invoice {
  status: "draft" | "sent"
  action read
  allow User to read when resource.status == "draft" and resource.status == "sent"
}
`,
    good: `subject User
resource Invoice {
  status: "draft" | "sent" | "paid"
  action read
  allow User to read when resource.status in ["draft", "sent"]
}
`,
    check({ index, report }) {
      for (const guards of guardsByStatement(index.guards)) {
        const [first] = guards;
        if (first === undefined) continue;
        const environment = index.environments.ofGuard(first);
        const found = guards.flatMap((guard) => verdictsIn(guard, environment)).filter(({ verdict }) => !verdict.value);
        for (const { guard, node, verdict } of found) {
          report(guard.file, node, { text: shortText(guard.file, node), about: verdict.about });
        }
        const contradiction = found.length > 0 ? undefined : contradictingGuard(guards, environment);
        if (contradiction === undefined) continue;
        const { guard, about } = contradiction;
        report(guard.file, guard.node, { text: shortText(guard.file, guard.node), about });
      }
    },
  });
