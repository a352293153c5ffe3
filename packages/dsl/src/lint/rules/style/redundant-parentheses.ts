import type { ExpressionNode, GuardNode, SyntaxFile } from "../../../syntax/tree.ts";
import { hasComment, replace, textOf } from "../../edits.ts";
import type { Fix } from "../../finding.ts";
import { partsOfNode } from "../../index/expressions.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

/** Those that only make the order of `and` and `or` plain are left alone. */
export const redundantParentheses: LintRule<{ readonly text: string }> = defineLintRule({
  code: "lint/redundant-parentheses",
  group: "style",
  severity: "info",
  set: "strict",
  fix: "safe",
  summary: "Parentheses hold a whole condition, a single value, or other parentheses",
  why: "Parentheses are read as a warning that something belongs together that one might read apart. Where there is nothing to read apart, they only cost the reader a second look.",
  message: () => "these parentheses say nothing",
  help: ({ text }) => `write \`${text}\``,
  bad: `subject User
resource Document {
  public: boolean
  archived: boolean
  action read
  allow User to read when (resource.public and not resource.archived)
}
`,
  good: `subject User
resource Document {
  public: boolean
  archived: boolean
  action read
  allow User to read when resource.public and not resource.archived
}
`,
  check({ index, report }) {
    for (const { node: guard, file } of index.guards) {
      const found = partsOfNode(guard.condition).find((node) => layersOf(node, file) > neededBy(node, guard));
      if (found === undefined) continue;
      const text = withLayers(found, neededBy(found, guard), file);
      report(file, found, { text: text.length > 40 ? "it without them" : text }, { fix: rewrite(found, text, file) });
    }
  },
});

/** How many pairs of parentheses stand around a node: they widen its span, and what is in it begins after them. */
function layersOf(node: ExpressionNode, file: SyntaxFile): number {
  const inner = startOfContent(node, file);
  const before = file.source.text.slice(node.span.start, inner);
  return /^[(\s]*$/.test(before) ? [...before].filter((character) => character === "(").length : 0;
}

function startOfContent(node: ExpressionNode, { source }: SyntaxFile): number {
  switch (node.kind) {
    case "and":
    case "or":
      return node.items[0]?.span.start ?? node.span.start;
    case "sum":
      return node.first.span.start;
    case "compare":
      return node.left.span.start;
    case "like":
      return node.value.span.start;
    case "has":
    case "is":
      return node.path.span.start;
    case "not":
    case "list":
    case "path":
    case "entity":
    case "string":
    case "number":
    case "duration":
    case "boolean":
    case "time":
    case "ip":
      return node.span.start + (/^[(\s]*/.exec(source.text.slice(node.span.start, node.span.end))?.[0].length ?? 0);
  }
}

/** A negative number is easier to read in them. */
function neededBy(node: ExpressionNode, guard: GuardNode): number {
  if (node === guard.condition) return 0;
  switch (node.kind) {
    case "path":
    case "entity":
    case "list":
    case "string":
    case "duration":
    case "boolean":
    case "time":
    case "ip":
      return 0;
    case "number":
      return node.value < 0 ? 1 : 0;
    case "and":
    case "or":
    case "not":
    case "sum":
    case "compare":
    case "like":
    case "has":
    case "is":
      return 1;
  }
}

function withLayers(node: ExpressionNode, layers: number, file: SyntaxFile): string {
  let text = textOf(file, node);
  for (let layer = layersOf(node, file); layer > layers; layer--) text = text.slice(1, -1).trim();
  return text;
}

/** With a space where parentheses were all that kept words apart. */
function rewrite(node: ExpressionNode, text: string, file: SyntaxFile): Fix | undefined {
  if (hasComment(file, node)) return undefined;
  const before = /\w/.test(file.source.text.charAt(node.span.start - 1)) ? " " : "";
  const after = /\w/.test(file.source.text.charAt(node.span.end)) ? " " : "";
  return { title: "take them away", safe: true, edits: [replace(file, node, before + text + after)] };
}
