import type { TypeNode } from "../../../syntax/tree.ts";
import { insertBefore } from "../../edits.ts";
import { attributeNodes } from "../../index/attribute-nodes.ts";
import { mentions } from "../../index/words.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

const sensitiveWords =
  "password passwd passphrase pwd secret secrets token api_key apikey private_key credential credentials iban ssn " +
  "social_security pin cvv cvc card_number credit_card passport diagnosis salary religion ethnicity date_of_birth";

export const unmarkedSensitive: LintRule<{ readonly attribute: string }, { readonly words: readonly string[] }> =
  defineLintRule({
    code: "lint/unmarked-sensitive",
    group: "security",
    severity: "warning",
    set: "recommended",
    fix: "safe",
    options: {
      words: {
        summary: "words in the name of an attribute that is nobody's business",
        default: sensitiveWords.split(" "),
      },
    },
    summary: "An attribute that sounds secret is not marked as sensitive",
    why: "Values of attributes appear in explanations, errors and logs of decisions, which more people read than the data itself. Those marked `sensitive` never do; conditions may use them all the same.",
    message: ({ attribute }) => `\`${attribute}\` may appear in explanations and logs`,
    help: ({ attribute }) => `mark it: \`sensitive ${attribute}\``,
    bad: `subject User
resource Account {
  owner: User
  iban: string
  action read
  allow owner to read
}
`,
    good: `subject User
resource Account {
  owner: User
  sensitive iban: string
  action read
  allow owner to read
}
`,
    check({ files, options, report }) {
      for (const { node, file } of attributeNodes(files)) {
        if (node.sensitive || !holdsData(node.type) || !mentions(node.name.text, options.words)) continue;
        const edits = [insertBefore(file, node, "sensitive ")];
        report(
          file,
          node.name,
          { attribute: node.name.text },
          { fix: { title: "mark it as sensitive", safe: true, edits } },
        );
      }
    },
  });

/** What is only a flag, a moment, an address or another entity gives no such thing away. */
function holdsData(type: TypeNode): boolean {
  switch (type.kind) {
    case "scalarType":
      return type.name === "string" || type.name === "number";
    case "setType":
      return holdsData(type.of);
    case "enumType":
    case "recordType":
      return true;
    case "entityType":
      return false;
  }
}
