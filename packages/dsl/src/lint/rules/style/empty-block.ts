import type { Span } from "@authz/model";
import { replace } from "../../edits.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const emptyBlock: LintRule<{ readonly name: string }> = defineLintRule({
  code: "lint/empty-block",
  group: "style",
  severity: "info",
  set: "recommended",
  fix: "safe",
  summary: "A block is empty",
  why: "Empty braces look like something that was taken out, or is still to come.",
  message: ({ name }) => `there is nothing between the braces of \`${name}\``,
  help: () => "remove the braces",
  bad: `subject User {}
resource Invoice {
  role viewer
  action read
  allow viewer to read
}
`,
  good: `subject User
resource Invoice {
  role viewer
  action read
  allow viewer to read
}
`,
  check({ index, report }) {
    const actions = index.actions.map(({ node, file }) => ({ node, name: node.name, file }));
    for (const { node, name, file } of [...index.types, ...actions]) {
      const braces = emptyBraces(file.source.text, node.span);
      if (braces === undefined) continue;
      const edits = [replace(file, { span: braces }, "")];
      report(file, name, { name: name.text }, { fix: { title: "remove the braces", safe: true, edits } });
    }
  },
});

/** With the space before them; undefined when there are none, or a comment stands in them. */
function emptyBraces(text: string, { start, end }: Span): Span | undefined {
  const open = text.lastIndexOf("{", end);
  if (open < start || text.charAt(end - 1) !== "}" || text.slice(open + 1, end - 1).trim() !== "") return undefined;
  return { start: start + text.slice(start, open).trimEnd().length, end };
}
