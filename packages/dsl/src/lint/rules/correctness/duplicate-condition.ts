import { canonicalJson } from "../../../identity/canonical.ts";
import { allParts, partsOf, shortText } from "../../analysis/guard-parts.ts";
import { removeGuard, withoutItem } from "../../analysis/removals.ts";
import { guardsByStatement } from "../../analysis/verdicts.ts";
import { hasComment } from "../../edits.ts";
import type { Fix } from "../../finding.ts";
import type { GuardEntry } from "../../index/entries.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

/** `x and x` is `x` with unknown values, too, and so is `x or x`. */
export const duplicateCondition: LintRule<{ readonly text: string }> = defineLintRule({
  code: "lint/duplicate-condition",
  group: "correctness",
  severity: "warning",
  set: "recommended",
  fix: "safe",
  summary: "A condition is asked twice",
  why: "The second time changes nothing. Most often another attribute or another value was meant, so that a restriction is missing.",
  message: ({ text }) => `\`${text}\` is asked twice`,
  help: () => "remove one of the two, or write what was meant",
  bad: `subject User
resource Invoice {
  paid: boolean
  sent: boolean
  action read
  allow User to read when resource.paid and resource.paid
}
`,
  good: `subject User
resource Invoice {
  paid: boolean
  sent: boolean
  action read
  allow User to read when resource.paid
}
`,
  check({ index, report }) {
    for (const guards of guardsByStatement(index.guards)) {
      const seen = new Set<string>();
      for (const guard of guards) {
        const { file, node, expression } = guard;
        const text = canonicalJson(expression);
        if (seen.has(text)) report(file, node, { text: shortText(file, node) }, { fix: removal(guard) });
        else for (const repeated of repeatedIn(guard)) report(file, repeated.node, repeated, { fix: repeated.fix });
        seen.add(text);
      }
    }
  },
});

interface Repeated {
  readonly node: GuardEntry["node"]["condition"];
  readonly text: string;
  readonly fix: Fix | undefined;
}

function repeatedIn(guard: GuardEntry): readonly Repeated[] {
  const { file } = guard;
  return allParts(guard).flatMap((part) => {
    const items = partsOf(part);
    const firsts = new Map<string, number>();
    return items.flatMap(({ node, expression }, index): readonly Repeated[] => {
      const key = canonicalJson(expression);
      const isFirst = !firsts.has(key);
      if (isFirst) firsts.set(key, index);
      const nodes = items.map((item) => item.node);
      const fix = isFirst ? undefined : withoutItem(file, nodes, index, { title: "ask it once", safe: true });
      return isFirst ? [] : [{ node, text: shortText(file, node), fix }];
    });
  });
}

function removal({ file, node }: GuardEntry): Fix | undefined {
  if (hasComment(file, node)) return undefined;
  return { title: "ask it once", safe: true, edits: [removeGuard(file, node)] };
}
