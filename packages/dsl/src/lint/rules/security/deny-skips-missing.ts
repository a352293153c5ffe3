import type { Path } from "@authz/model";
import type { ExpressionNode } from "../../../syntax/tree.ts";
import { hasComment, replace, textOf } from "../../edits.ts";
import type { Fix } from "../../finding.ts";
import type { GuardEntry } from "../../index/entries.ts";
import { oppositeOf } from "../../index/operators.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

type HasNode = Extract<ExpressionNode, { readonly kind: "has" }>;

/** When `has` is a guard by itself, the statement says plainly whom it speaks of. */
export const denySkipsMissing: LintRule<{ readonly path: string }> = defineLintRule({
  code: "lint/deny-skips-missing",
  group: "security",
  severity: "warning",
  set: "recommended",
  fix: "unsafe",
  summary: "A deny lets through who lacks what it compares",
  why: "`deny … when subject has clearance and subject.clearance < resource.level` does not apply to somebody without any clearance: the one with the least gets past it. An optional attribute must be asked for with `has`, but the deny should apply where it is missing.",
  message: ({ path }) => `whoever has no \`${path}\` gets past this deny`,
  help: () =>
    "say who is fine, and deny all others: `unless … has … and …`; if it is meant, put `has` into a guard of its own",
  bad: `subject User { clearance?: number }
resource Document {
  level: number
  role reader
  action read
  allow reader to read
  deny anyone to read when subject has clearance and subject.clearance < resource.level
}
`,
  good: `subject User { clearance?: number }
resource Document {
  level: number
  role reader
  action read
  allow reader to read
  deny anyone to read unless subject has clearance and subject.clearance >= resource.level
}
`,
  check({ index, report }) {
    for (const guard of index.guards) {
      const { condition, mode } = guard.node;
      const { node } = guard.of;
      if (node.kind !== "rule" || node.effect !== "deny" || mode !== "when" || condition.kind !== "and") continue;
      for (const has of condition.items) {
        if (has.kind !== "has" || !callers.has(has.path.names[0]?.text ?? "")) continue;
        const short = condition.items.find((item) => fallsShort(item, has));
        if (short === undefined) continue;
        const path = [...has.path.names, has.name].map(({ text }) => text).join(".");
        report(guard.file, guard.node, { path }, { fix: turnRound(guard, has, short) });
        break;
      }
    }
  },
});

/** Roots that describe who asks, and how. */
const callers: ReadonlySet<string> = new Set<Path["root"]>(["subject", "token", "context"]);

/** Whether it says that what was asked for is not as good as something of the resource. */
function fallsShort(node: ExpressionNode, has: HasNode): boolean {
  if (node.kind === "not") {
    const { operand } = node;
    if (operand.kind !== "compare") return false;
    const { operator, left, right } = operand;
    if (operator === "==" || operator === "contains") return meets(left, right, has) || meets(right, left, has);
    if (operator === ">=" || operator === ">" || operator === "in") return meets(left, right, has);
    return (operator === "<=" || operator === "<") && meets(right, left, has);
  }
  if (node.kind !== "compare") return false;
  const { operator, left, right } = node;
  if (operator === "!=") return meets(left, right, has) || meets(right, left, has);
  if (operator === "<" || operator === "<=") return meets(left, right, has);
  return (operator === ">" || operator === ">=") && meets(right, left, has);
}

function meets(own: ExpressionNode, other: ExpressionNode, has: HasNode): boolean {
  if (own.kind !== "path" || other.kind !== "path" || other.names[0]?.text !== "resource") return false;
  const wanted = [...has.path.names, has.name];
  return own.names.length === wanted.length && own.names.every(({ text }, at) => text === wanted[at]?.text);
}

/** Not safe: it then applies more often, which is the point. */
function turnRound({ file, node }: GuardEntry, has: HasNode, short: ExpressionNode): Fix | undefined {
  if (node.condition.kind !== "and" || node.condition.items.length !== 2 || hasComment(file, node)) return undefined;
  const text = opposite();
  if (text === undefined) return undefined;
  const edits = [replace(file, node, `unless ${textOf(file, has)} and ${text}`)];
  return { title: "deny who lacks it, too", safe: false, edits };

  function opposite(): string | undefined {
    if (short.kind === "not") return textOf(file, short.operand);
    if (short.kind !== "compare") return undefined;
    return `${textOf(file, short.left)} ${oppositeOf(short.operator) ?? ""} ${textOf(file, short.right)}`;
  }
}
