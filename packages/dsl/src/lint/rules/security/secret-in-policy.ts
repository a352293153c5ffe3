import type { ExpressionNode } from "../../../syntax/tree.ts";
import { partsOfNode } from "../../index/expressions.ts";
import { mentions } from "../../index/words.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

const secretWords =
  "password passwd passphrase pwd secret api_key apikey private_key credential pin signature shared_key access_key";

export const secretInPolicy: LintRule<{ readonly name: string }, { readonly words: readonly string[] }> =
  defineLintRule({
    code: "lint/secret-in-policy",
    group: "security",
    severity: "error",
    set: "recommended",
    options: {
      words: { summary: "words in the name of an attribute that is a secret", default: secretWords.split(" ") },
    },
    summary: "A condition compares a secret with a text in the policy",
    why: "A policy lies in a repository, in logs and on the machines of all who work on it, and stays in the history for good: what it compares with is no secret any more. Comparing is not how a secret is verified, either.",
    message: ({ name }) => `the policy says what \`${name}\` has to be`,
    help: () =>
      "verify the secret before asking, and ask about who was verified; then make a new secret, since this one is known",
    bad: `subject Service
context { api_key: string }
resource Report {
  role reader
  action read
  allow reader to read when context.api_key == "s3cr3t"
}
`,
    good: `subject Service
resource Report {
  role reader
  action read
  allow reader to read
}
`,
    check({ index, options, report }) {
      for (const { node: guard, file } of index.guards) {
        for (const part of partsOfNode(guard.condition)) {
          if (part.kind !== "compare") continue;
          const name = secretName(part.left, options.words) ?? secretName(part.right, options.words);
          if (name !== undefined && [part.left, part.right].some(isText)) report(file, part, { name });
        }
      }
    },
  });

function secretName(node: ExpressionNode, words: readonly string[]): string | undefined {
  const name = node.kind === "path" ? node.names.at(-1)?.text : undefined;
  return name !== undefined && mentions(name, words) ? name : undefined;
}

function isText(node: ExpressionNode): boolean {
  return node.kind === "string" || (node.kind === "list" && node.items.some(isText));
}
