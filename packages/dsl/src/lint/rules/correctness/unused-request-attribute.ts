import { mentionsIn } from "../../analysis/mentions.ts";
import { hasComment, removeDeclaration } from "../../edits.ts";
import type { AttributeNode, SyntaxFile } from "../../../syntax/tree.ts";
import type { Fix } from "../../finding.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const unusedRequestAttribute: LintRule<{ readonly name: string; readonly root: string }> = defineLintRule({
  code: "lint/unused-request-attribute",
  group: "correctness",
  severity: "warning",
  set: "recommended",
  fix: "unsafe",
  summary: "No rule looks at something that requests have to bring",
  why: "Every caller sends it, and a value of a wrong type makes the whole request invalid, for nothing. The rule that should look at it may be missing.",
  message: ({ name, root }) => `nothing looks at \`${root}.${name}\``,
  help: () => "write the rule that it is for, or remove it",
  bad: `subject User
context {
  ip: ip
  device: string
}
resource Report {
  action read
  allow User to read when context.ip in ip "10.0.0.0/8"
}
`,
  good: `subject User
context {
  ip: ip
}
resource Report {
  action read
  allow User to read when context.ip in ip "10.0.0.0/8"
}
`,
  check({ index, policy, report }) {
    const { ofRequest } = mentionsIn(policy);
    for (const { model, node, owner, file } of index.attributes) {
      if (typeof owner !== "string" || ofRequest.has(`${owner}.${model.name}`)) continue;
      report(file, node.name, { name: model.name, root: owner }, { fix: removal(file, node) });
    }
    for (const { node: action, file } of index.actions) {
      for (const { name } of action.attributes) {
        if (ofRequest.has(`action.${name.text}`)) continue;
        report(file, name, { name: name.text, root: "action" });
      }
    }
  },
});

/** Not safe: a value of a wrong type was refused before. */
function removal(file: SyntaxFile, node: AttributeNode): Fix | undefined {
  const after = file.source.text.slice(node.span.end).trimStart();
  if (hasComment(file, node) || after.startsWith(",")) return undefined;
  return { title: "remove it", safe: false, edits: [removeDeclaration(file, node)] };
}
