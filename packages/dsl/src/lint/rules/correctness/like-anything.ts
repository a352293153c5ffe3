import { allParts, shortText } from "../../analysis/guard-parts.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

/** No fix: the condition still asks that there is a text. */
export const likeAnything: LintRule<{ readonly value: string }> = defineLintRule({
  code: "lint/like-anything",
  group: "correctness",
  severity: "warning",
  set: "recommended",
  summary: "A pattern fits every text",
  why: "The condition asks nothing but that there is a text, and looks like a restriction.",
  message: ({ value }) => `every \`${value}\` is like \`"*"\``,
  help: () => "write what the text must be like, or remove the condition",
  bad: `subject User
resource File {
  path: string
  action read
  allow User to read when resource.path like "*"
}
`,
  good: `subject User
resource File {
  path: string
  action read
  allow User to read when resource.path like "/public/*"
}
`,
  check({ index, report }) {
    for (const guard of index.guards) {
      for (const { node } of allParts(guard)) {
        if (node.kind !== "like" || !/^\*+$/.test(node.pattern.value)) continue;
        report(guard.file, node, { value: shortText(guard.file, node.value) });
      }
    }
  },
});
