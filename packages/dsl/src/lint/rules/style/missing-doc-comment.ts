import { defineLintRule, type LintRule } from "../../rule.ts";

export const missingDocComment: LintRule<
  { readonly what: string; readonly name: string },
  { readonly kinds: readonly string[] }
> = defineLintRule({
  code: "lint/missing-doc-comment",
  group: "style",
  severity: "info",
  set: "strict",
  options: {
    kinds: {
      summary: "the declarations that need one",
      default: ["subject", "group", "resource"],
      values: ["subject", "group", "resource", "role"],
    },
  },
  summary: "A declaration does not say what it stands for",
  why: "A doc comment is shown by hover, in explanations and in the policy's page. Without one the reader has only the name to go by, and names mean different things to different people.",
  message: ({ what, name }) => `the ${what} \`${name}\` has no doc comment`,
  help: () => "write one sentence about it on the line before: `/// …`",
  bad: `/// People who sign in.
subject User
resource Invoice {
  role viewer
  action read
  allow viewer to read
}
`,
  good: `/// People who sign in.
subject User
/// What a customer owes us.
resource Invoice {
  role viewer
  action read
  allow viewer to read
}
`,
  check({ index, options, report }) {
    const kinds = new Set(options.kinds);
    for (const { node, name, file } of [...index.types, ...index.roles]) {
      if (node.doc !== undefined || !kinds.has(node.kind)) continue;
      report(file, name, { what: node.kind, name: name.text });
    }
  },
});
