import type { ClaimNode, GuardNode, RequireNode, RoleNode, RuleNode } from "../syntax/tree.ts";
import { group, indent, type Doc } from "./doc.ts";
import { writeExpression } from "./expressions.ts";
import { writePeople } from "./people.ts";
import { writeListClause, writeWords, type Writer } from "./writer.ts";

/** With a reason, or with several conditions, a statement is on one line only when it is a short one. */
const SHORT_LINE = 80;

export function writeStatement(writer: Writer, node: RuleNode | RequireNode | ClaimNode): Doc {
  const head = group([writeWho(writer, node), indent([writeActions(writer, node), writeTargets(writer, node)])]);
  const guards = writeGuards(writer, node.guards);
  if (!("because" in node) || node.because === undefined) return withClauses(head, guards, guards.length > 1);
  return withClauses(head, [...guards, [writer.line(), writer.upTo(node.because.span.end)]], true);
}

/** role = "role" names [ "includes" … ] [ "for" … ] [ "if" people { guard } ] */
export function writeRole(writer: Writer, node: RoleNode): Doc {
  const names = node.names.map(({ name, as }) => ({ span: { start: name.span.start, end: (as ?? name).span.end } }));
  const word = writer.token();
  const head: Doc[] = [writer.gap(), writeWords(writer, names)];
  head.push(writeListClause(writer, node.includes), writeListClause(writer, node.holders ?? []));
  if (node.derived === undefined) return group([word, indent(head)]);
  const { people, guards } = node.derived;
  head.push(writer.line(), writer.upTo(people.span.start), indent([writer.gap(), group(writePeople(writer, people))]));
  return withClauses(group([word, indent(head)]), writeGuards(writer, guards), guards.length > 1);
}

/** Each clause has a line of its own, or none has; and so it is with the parts of the head. */
function withClauses(head: Doc, clauses: readonly Doc[], isShort: boolean): Doc {
  return group([head, indent(clauses)], isShort ? SHORT_LINE : undefined);
}

function writeWho(writer: Writer, node: RuleNode | RequireNode | ClaimNode): Doc {
  if (node.kind === "require") {
    const words = writer.upTo(node.needs[0]?.span.start ?? node.span.end);
    return [words, indent([writer.gap(), writeWords(writer, node.needs)])];
  }
  const words = writer.upTo(node.who.span.start);
  return [words, indent([writer.gap(), writePeople(writer, node.who)])];
}

function writeActions(writer: Writer, { actions }: RuleNode | RequireNode | ClaimNode): Doc {
  if (actions.kind === "names") return writeListClause(writer, actions.names);
  return [writer.line(), writer.upTo(actions.span.end)];
}

function writeTargets(writer: Writer, { targets }: RuleNode | RequireNode | ClaimNode): Doc {
  if (targets === undefined) return "";
  if (targets.kind === "targets") return writeListClause(writer, targets.targets);
  return [writer.line(), writer.upTo(targets.span.end)];
}

function writeGuards(writer: Writer, guards: readonly GuardNode[]): Doc[] {
  return guards.map(({ condition }) => [
    writer.line(),
    writer.upTo(condition.span.start),
    writer.gap(),
    writeExpression(writer, condition),
  ]);
}
