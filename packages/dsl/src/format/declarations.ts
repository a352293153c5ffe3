import { LBrace } from "../syntax/tokens.ts";
import type {
  ActionsNode,
  AssuranceClause,
  Declaration,
  EndpointNode,
  ExclusiveNode,
  GrantNode,
  GroupNode,
} from "../syntax/tree.ts";
import type { ResourceMember, ResourceNode, ScopeNode, SubjectNode } from "../syntax/tree.ts";
import { writeAttribute, writeAttributeBlock, writeAttributeRecord } from "./attributes.ts";
import { writeBlock } from "./brackets.ts";
import { fill, group, indent, type Doc } from "./doc.ts";
import { writeRole, writeStatement } from "./statements.ts";
import type { Columns } from "./tables.ts";
import { writeFixture, writeTest } from "./tests.ts";
import { writeJoined, writeListClause, writeWords, type Writer } from "./writer.ts";

/** One declaration, from its first token to its last. */
export function writeDeclaration(writer: Writer, node: Declaration, columns: Columns): Doc {
  return [writeNode(writer, node, columns), writer.more(node.span.end)];
}

function writeNode(writer: Writer, node: Declaration, columns: Columns): Doc {
  switch (node.kind) {
    case "subject":
    case "group":
      return writeSubject(writer, node);
    case "resource":
      return writeResource(writer, node);
    case "role":
      return writeRole(writer, node);
    case "context":
      return [writer.token(), writeAttributeBlock(writer, node.attributes, node.span.end)];
    case "assurance":
      return [
        writer.upTo(node.name.span.end),
        writer.gap(),
        writeBlock(writer, node.clauses, (clause) => writeClause(writer, clause)),
      ];
    case "rule":
    case "require":
    case "claim":
      return writeStatement(writer, node);
    case "scope":
      return writeScope(writer, node, columns);
    case "endpoint":
      return writeEndpoint(writer, node, columns);
    case "exclusive":
      return writeExclusive(writer, node);
    case "fixture":
      return writeFixture(writer, node);
    case "test":
      return writeTest(writer, node);
  }
}

function writeSubject(writer: Writer, node: SubjectNode | GroupNode): Doc {
  const head = writer.upTo((node.as ?? node.name).span.end);
  const of = node.kind === "group" ? group(indent(writeListClause(writer, node.of))) : "";
  return [head, of, writeAttributeBlock(writer, node.attributes, node.span.end)];
}

function writeResource(writer: Writer, node: ResourceNode): Doc {
  const head = [writer.upTo((node.as ?? node.name).span.end), group(indent(writeListClause(writer, node.parents)))];
  if (!writer.is(LBrace) || !writer.isBefore(node.span.end)) return head;
  return [head, writer.gap(), writeBlock(writer, node.members, (member) => writeMember(writer, member))];
}

function writeMember(writer: Writer, member: ResourceMember): Doc {
  switch (member.kind) {
    case "attribute":
      return writeAttribute(writer, member);
    case "role":
      return writeRole(writer, member);
    case "actions":
      return writeActions(writer, member);
    case "rule":
    case "require":
      return writeStatement(writer, member);
  }
}

function writeActions(writer: Writer, { actions }: ActionsNode): Doc {
  const word = writer.token();
  const list = [
    writer.gap(),
    writeJoined(writer, actions, ({ name, as, attributes, span }) => [
      writer.upTo((as ?? name).span.end),
      writeAttributeRecord(writer, attributes, span.end),
    ]),
  ];
  return [word, indent(list)];
}

function writeClause(writer: Writer, clause: AssuranceClause): Doc {
  if (clause.kind === "within") return writer.upTo(clause.span.end);
  const word = writer.token();
  return [word, indent([writer.gap(), writeWords(writer, clause.values)])];
}

/** When it does not fit, `includes` and `covers` have a line each. */
function writeScope(writer: Writer, node: ScopeNode, columns: Columns): Doc {
  const head = [writer.token(), writer.gap(), writer.token()];
  const clauses: Doc[] = [];
  for (const items of [node.includes, node.covers]) {
    const [first] = items;
    if (first === undefined) continue;
    const gap = writer.line(clauses.length === 0 ? columns.first : undefined);
    const word = writer.upTo(first.span.start);
    const space = writer.gap();
    const list = first.kind === "grant" ? writeGrants(writer, node.covers) : writeWords(writer, items);
    clauses.push([gap, word, indent([space, list])]);
  }
  return group([head, indent(clauses)]);
}

function writeGrants(writer: Writer, grants: readonly GrantNode[]): Doc {
  return writeJoined(writer, grants, ({ actions, targets }) => {
    const start = actions.kind === "names" ? writeWords(writer, actions.names) : writer.upTo(actions.span.end);
    if (targets.kind === "targets") return group([start, writeListClause(writer, targets.targets)]);
    return [start, writer.more(targets.span.end)];
  });
}

function writeEndpoint(writer: Writer, { route, target, span }: EndpointNode, columns: Columns): Doc {
  const head = writer.upTo(route.span.end);
  const is = [writer.line(columns.first), writer.upTo(target.span.start), writer.gap()];
  if (target.kind === "public") return group([head, indent([is, writer.upTo(span.end)])]);
  const action = [writer.upTo(target.action.span.end), writer.space(columns.second ?? " ")];
  return group([head, indent([is, action, writer.upTo(span.end)])]);
}

function writeExclusive(writer: Writer, { roles, atMost }: ExclusiveNode): Doc {
  const words = writer.upTo(roles[0]?.span.start ?? 0);
  const list = [writer.gap(), writeWords(writer, roles)];
  const most = atMost === undefined ? "" : fill([writer.line(), writer.upTo(atMost.span.end)]);
  return [words, indent([list, most])];
}
