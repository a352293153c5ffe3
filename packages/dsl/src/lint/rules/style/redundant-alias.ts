import type { Span } from "@authz/model";
import type { Name, StringNode, SyntaxFile } from "../../../syntax/tree.ts";
import { hasComment, replace } from "../../edits.ts";
import { attributeNodes } from "../../index/attribute-nodes.ts";
import type { PolicyIndex } from "../../index/policy-index.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

interface Aliased {
  readonly file: SyntaxFile;
  readonly name: Name;
  readonly as: StringNode | undefined;
  /** What stands before `as`. */
  readonly before: { readonly span: Span };
}

export const redundantAlias: LintRule<{ readonly name: string }> = defineLintRule({
  code: "lint/redundant-alias",
  group: "style",
  severity: "info",
  set: "recommended",
  fix: "safe",
  summary: "`as` repeats the name",
  why: "A name that the wire spells as it is declared needs no `as`. With one, readers look for the difference.",
  message: ({ name }) => `the wire calls it \`${name}\` anyway`,
  help: () => "remove `as` and the text after it",
  bad: `subject User as "User"
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
  check({ files, index, report }) {
    for (const { file, name, as, before } of [...namesOf(index), ...attributesOf(files)]) {
      if (as?.value !== name.text) continue;
      const alias = { span: { start: before.span.end, end: as.span.end } };
      const edits = [replace(file, alias, "")];
      const fix = hasComment(file, alias) ? undefined : { title: "remove it", safe: true, edits };
      report(file, as, { name: name.text }, { fix });
    }
  },
});

function namesOf({ types, roles, actions }: PolicyIndex): readonly Aliased[] {
  return [
    ...types.map(({ file, name, node }) => ({ file, name, as: node.as, before: name })),
    ...actions.map(({ file, node }) => ({ file, name: node.name, as: node.as, before: node.name })),
    ...roles.map(({ file, name, node }) => {
      const as = node.names.find((one) => one.name === name)?.as;
      return { file, name, as, before: name };
    }),
  ];
}

function attributesOf(files: readonly SyntaxFile[]): readonly Aliased[] {
  return attributeNodes(files).map(({ file, node }) => ({ file, name: node.name, as: node.as, before: node.type }));
}
