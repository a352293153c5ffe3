import type { AttributeNode, SyntaxFile } from "../../../syntax/tree.ts";
import { hasComment, replace, textOf } from "../../edits.ts";
import type { Fix } from "../../finding.ts";
import { attributeNodes } from "../../index/attribute-nodes.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const optionalBoolean: LintRule<{ readonly attribute: string }> = defineLintRule({
  code: "lint/optional-boolean",
  group: "style",
  severity: "info",
  set: "strict",
  fix: "unsafe",
  summary: "A yes-or-no attribute may be absent",
  why: "Then it has three values, and each condition has to ask for it with `has` first. Almost always absent means no, and a default says so, once.",
  message: ({ attribute }) => `\`${attribute}\` is true, false, or not there`,
  help: ({ attribute }) => `say what its absence means: \`${attribute}: boolean = false\``,
  bad: `subject User
resource Document {
  public?: boolean
  action read
  allow User to read when resource has public and resource.public
}
`,
  fixed: `subject User
resource Document {
  public: boolean = false
  action read
  allow User to read when resource has public and resource.public
}
`,
  good: `subject User
resource Document {
  public: boolean = false
  action read
  allow User to read when resource.public
}
`,
  check({ files, report }) {
    for (const { node, file } of attributeNodes(files)) {
      if (!node.optional || node.type.kind !== "scalarType" || node.type.name !== "boolean") continue;
      report(file, node.name, { attribute: node.name.text }, { fix: withDefault(node, file) });
    }
  },
});

/** Not safe: `has` is true where a default stands in. */
function withDefault(node: AttributeNode, file: SyntaxFile): Fix | undefined {
  const written = { span: { start: node.name.span.start, end: node.span.end } };
  if (hasComment(file, written)) return undefined;
  const wire = node.as === undefined ? "" : ` as ${textOf(file, node.as)}`;
  const text = `${textOf(file, node.name)}: boolean${wire} = false`;
  return { title: "let its absence mean no", safe: false, edits: [replace(file, written, text)] };
}
