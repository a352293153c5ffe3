import { defineLintRule, type LintRule } from "../../rule.ts";

export const todoComment: LintRule<{ readonly word: string }, { readonly words: readonly string[] }> = defineLintRule({
  code: "lint/todo-comment",
  group: "style",
  severity: "info",
  set: "recommended",
  options: { words: { summary: "words that mark what is left to do", default: ["TODO", "FIXME", "XXX", "HACK"] } },
  summary: "A comment says that something is left to do",
  why: "The policy is in force as it stands. What is still open in it is either not important, or a hole with a label on it.",
  message: ({ word }) => `\`${word}\`: something is not done here`,
  help: () => "do it, or write it down where such things are planned and looked at",
  bad: `subject User
resource Invoice {
  role viewer
  action read
  // TODO: only invoices of the own department
  allow viewer to read
}
`,
  good: `subject User
resource Invoice {
  department: string
  role viewer
  action read
  allow viewer to read
}
`,
  check({ files, options, report }) {
    const words = new Set(options.words);
    for (const file of files) {
      for (const { text, span } of file.comments) {
        const match = [...text.matchAll(/[\p{L}\p{N}_]+/gu)].find(([word]) => words.has(word));
        if (match === undefined) continue;
        const start = span.start + match.index;
        report(file, { span: { start, end: start + match[0].length } }, { word: match[0] });
      }
    }
  },
});
