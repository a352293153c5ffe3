import type { Name, SyntaxFile } from "../../../syntax/tree.ts";
import type { PolicyIndex } from "../../index/policy-index.ts";
import { wordsOf } from "../../index/words.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

const conventions = ["PascalCase", "camelCase", "snake_case"];

/** Names in backquotes are what somebody else calls it. */
export const namingConvention: LintRule<
  { readonly what: string; readonly name: string; readonly convention: string; readonly suggestion: string },
  { readonly types: string; readonly members: string }
> = defineLintRule({
  code: "lint/naming-convention",
  group: "style",
  severity: "info",
  set: "strict",
  options: {
    types: { summary: "how subjects, groups and resources are named", default: "PascalCase", values: conventions },
    members: { summary: "how roles, actions and attributes are named", default: "snake_case", values: conventions },
  },
  summary: "A name is written in another way than its kind is",
  why: "Where each kind of name is written in one way, a reader knows a type from a role at a glance, and nobody has to look up whether it was `deleteList` or `delete_list`.",
  message: ({ what, name, convention }) => `the ${what} \`${name}\` is not written in ${convention}`,
  help: ({ suggestion, name }) => `call it \`${suggestion}\`; \`as "${name}"\` keeps its name on the wire`,
  bad: `subject User
resource Invoice {
  role viewer
  action readInvoice
  allow viewer to readInvoice
}
`,
  good: `subject User
resource Invoice {
  role viewer
  action read_invoice as "readInvoice"
  allow viewer to read_invoice
}
`,
  check({ index, options, report }) {
    for (const { what, name, file } of namesOf(index)) {
      const convention = what === "type" ? options.types : options.members;
      const suggestion = written(name.text, convention);
      if (name.quoted || suggestion === name.text || isWrittenSo(name.text, convention)) continue;
      report(file, name, { what, name: name.text, convention, suggestion }, { suggestion });
    }
  },
});

function namesOf({
  types,
  roles,
  actions,
  attributes,
}: PolicyIndex): readonly { readonly what: string; readonly name: Name; readonly file: SyntaxFile }[] {
  return [
    ...types.map(({ name, file }) => ({ what: "type", name, file })),
    ...roles.map(({ name, file }) => ({ what: "role", name, file })),
    ...actions.map(({ node, file }) => ({ what: "action", name: node.name, file })),
    ...attributes.map(({ node, file }) => ({ what: "attribute", name: node.name, file })),
  ];
}

const shapes: Readonly<Record<string, RegExp>> = {
  PascalCase: /^[A-Z][A-Za-z0-9]*$/,
  camelCase: /^[a-z][A-Za-z0-9]*$/,
  snake_case: /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/,
};

function isWrittenSo(name: string, convention: string): boolean {
  return shapes[convention]?.test(name) ?? true;
}

function written(name: string, convention: string): string {
  const words = wordsOf(name);
  if (convention === "snake_case") return words.join("_");
  const capitals = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return convention === "PascalCase" ? capitals.join("") : [words[0], ...capitals.slice(1)].join("");
}
