import type { AskedNode, ExpectationNode, FactNode, FixtureNode, TestNode, WithNode } from "../syntax/tree.ts";
import { writeBlock } from "./brackets.ts";
import { fill, group, indent, type Doc } from "./doc.ts";
import { writeProperties } from "./values.ts";
import { writeJoined, writeListClause, writeWords, type Writer } from "./writer.ts";

export function writeFixture(writer: Writer, { facts }: FixtureNode): Doc {
  return [writer.token(), writer.gap(), writeBlock(writer, facts, (fact) => writeFact(writer, fact))];
}

export function writeTest(writer: Writer, { name, statements }: TestNode): Doc {
  const head = [writer.upTo(name.span.end), writer.gap()];
  const block = writeBlock(writer, statements, (statement) =>
    statement.kind === "expectation" ? writeExpectation(writer, statement) : writeFact(writer, statement),
  );
  return [head, block];
}

function writeFact(writer: Writer, fact: FactNode): Doc {
  if (fact.kind === "entityFact") {
    const head = [writer.upTo(fact.entity.span.end), group(indent(writeListClause(writer, fact.in)))];
    return fact.properties === undefined ? head : [head, writer.gap(), writeProperties(writer, fact.properties)];
  }
  const head = writer.upTo(fact.role.span.end);
  const clauses = [fact.of, fact.from, fact.until].filter((clause) => clause !== undefined);
  return [head, indent(clauses.map(({ span }) => fill([writer.line(), writer.upTo(span.end)])))];
}

/** What the subject can stands on a line of its own when all does not fit on one. */
function writeExpectation(writer: Writer, node: ExpectationNode): Doc {
  const subject = writer.upTo(node.subject.span.end);
  const circumstances = node.with.map((each) => writeWith(writer, each));
  const can = [writer.line(), writer.upTo(node.question.span.start)];
  const question = indent([writer.gap(), writeQuestion(writer, node.question)]);
  const because = node.because === undefined ? "" : fill([writer.line(), writer.upTo(node.because.span.end)]);
  return group([subject, indent([circumstances, can, question, indent(because)])]);
}

function writeQuestion(writer: Writer, question: ExpectationNode["question"]): Doc {
  if (question.kind === "request") return writer.upTo(question.span.end);
  const actions = writeJoined(writer, question.actions, (asked) => writeAsked(writer, asked));
  return [actions, fill([writer.line(), writer.upTo(question.entity.span.end)])];
}

function writeAsked(writer: Writer, { name, properties }: AskedNode): Doc {
  const word = writer.upTo(name.span.end);
  return properties === undefined ? word : [word, writer.gap(), writeProperties(writer, properties)];
}

function writeWith(writer: Writer, node: WithNode): Doc {
  const gap = writer.line();
  switch (node.kind) {
    case "withScope":
      return fill([gap, writer.upTo(node.scopes[0]?.span.start ?? 0), writer.gap(), writeWords(writer, node.scopes)]);
    case "withToken":
    case "withContext":
      return fill([gap, writer.upTo(node.record.span.start), writer.gap(), writeProperties(writer, node.record)]);
    case "withRoles":
    case "withActive":
      return fill([
        gap,
        writer.upTo(node.names[0]?.span.start ?? 0),
        writer.gap(),
        writeWords(writer, node.names),
        writer.more(node.span.end),
      ]);
    case "at":
      return fill([gap, writer.upTo(node.span.end)]);
  }
}
