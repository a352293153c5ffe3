import type { Name, SyntaxFile } from "../../../syntax/tree.ts";
import type { PolicyIndex } from "../../index/policy-index.ts";
import { wordsOf } from "../../index/words.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

interface Member {
  readonly what: string;
  readonly name: Name;
  readonly file: SyntaxFile;
  readonly type: string;
}

export const nameRepeatsType: LintRule<{
  readonly what: string;
  readonly name: string;
  readonly type: string;
  readonly shorter: string;
}> = defineLintRule({
  code: "lint/name-repeats-type",
  group: "style",
  severity: "info",
  set: "strict",
  summary: "A name begins with that of its type",
  why: "Roles, actions and attributes of a resource are always read together with it: `Invoice.invoice_viewer` says it twice.",
  message: ({ what, name, type }) => `the ${what} \`${name}\` repeats \`${type}\``,
  help: ({ shorter, name }) => `\`${shorter}\` is enough; \`as "${name}"\` keeps the name on the wire`,
  bad: `subject User
resource Invoice {
  role invoice_viewer
  action read
  allow invoice_viewer to read
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
    for (const { what, name, file, type } of membersOf(index)) {
      const [words, own] = [wordsOf(name.text), wordsOf(type)];
      if (words.length <= own.length || !own.every((word, at) => word === words[at])) continue;
      report(file, name, { what, name: name.text, type, shorter: words.slice(own.length).join("_") });
    }
  },
});

function membersOf({ roles, actions, attributes }: PolicyIndex): readonly Member[] {
  return [
    ...roles.flatMap(({ name, file, model }) =>
      model.on === undefined ? [] : [{ what: "role", name, file, type: model.on }],
    ),
    ...actions.map(({ node, file, type }) => ({ what: "action", name: node.name, file, type })),
    ...attributes.flatMap(({ node, file, owner }) =>
      typeof owner === "string" ? [] : [{ what: "attribute", name: node.name, file, type: owner.type }],
    ),
  ];
}
