import type { PeopleNode } from "../syntax/tree.ts";
import { group, indent, type Doc } from "./doc.ts";
import { writeOpening } from "./expressions.ts";
import { writeJoined, type Writer } from "./writer.ts";

export function writePeople(writer: Writer, node: PeopleNode): Doc {
  const open = writeOpening(writer, firstPart(node));
  const inside = writeInside(writer, node);
  const people = [open, inside, writer.more(node.span.end)];
  return open.length > 0 ? group(people) : people;
}

function firstPart(node: PeopleNode): PeopleNode | undefined {
  switch (node.kind) {
    case "and":
    case "or":
      return node.items[0];
    case "butNot":
      return node.people;
    case "anyone":
    case "peoplePath":
      return undefined;
  }
}

function writeInside(writer: Writer, node: PeopleNode): Doc {
  switch (node.kind) {
    case "and":
    case "or":
      return writeJoined(writer, node.items, (item) => writePeople(writer, item));
    case "butNot":
      return [writePeople(writer, node.people), writeExcept(writer, node.except)];
    case "anyone":
    case "peoplePath":
      return writer.upTo(node.span.end);
  }
}

/** In a group, the line may end before it. */
function writeExcept(writer: Writer, except: PeopleNode): Doc {
  const gap = writer.line();
  const keywords = writer.upTo(except.span.start);
  return [gap, keywords, indent([writer.gap(), writePeople(writer, except)])];
}
