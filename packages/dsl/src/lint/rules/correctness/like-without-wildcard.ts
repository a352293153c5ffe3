import { allParts, rewriting } from "../../analysis/guard-parts.ts";
import { textOf } from "../../edits.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const likeWithoutWildcard: LintRule<{ readonly pattern: string }> = defineLintRule({
  code: "lint/like-without-wildcard",
  group: "correctness",
  severity: "warning",
  set: "recommended",
  fix: "safe",
  summary: "A pattern has no `*`",
  why: "It fits only the text itself, which `==` says. Whoever wrote `like` probably had a prefix or a suffix in mind, so that a `*` is missing.",
  message: ({ pattern }) => `\`"${pattern}"\` has no \`*\`, so that \`like\` is \`==\``,
  help: () => "compare with `==`, or write the `*` that is missing",
  bad: `subject User
resource File {
  path: string
  action read
  allow User to read when resource.path like "/public"
}
`,
  good: `subject User
resource File {
  path: string
  action read
  allow User to read when resource.path == "/public"
}
`,
  check({ index, report }) {
    for (const guard of index.guards) {
      const { file } = guard;
      for (const { node } of allParts(guard)) {
        if (node.kind !== "like" || node.pattern.value.includes("*")) continue;
        const text = `${textOf(file, node.value)} == ${textOf(file, node.pattern)}`;
        const fix = rewriting(file, node, text, { title: "compare with `==`", safe: true });
        report(file, node.pattern, { pattern: node.pattern.value }, { fix });
      }
    }
  },
});
