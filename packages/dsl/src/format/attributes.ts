import { LBrace } from "../syntax/tokens.ts";
import type { AttributeNode, TypeNode } from "../syntax/tree.ts";
import { writeBlock, writeRecord } from "./brackets.ts";
import { indent, type Doc } from "./doc.ts";
import { writeLiteral } from "./values.ts";
import { writeWords, type Writer } from "./writer.ts";

export function writeAttribute(writer: Writer, node: AttributeNode): Doc {
  const name = writer.upTo(node.type.span.start);
  const type = [writer.gap(), writeType(writer, node.type)];
  const preset = node.default;
  if (preset === undefined) return [name, indent(type), writer.more(node.span.end)];
  const as = writer.more(preset.span.start);
  return [name, indent(type), as, writer.gap(), writeLiteral(writer, preset)];
}

/** The block of a declaration, with the space before it, where there is one. */
export function writeAttributeBlock(writer: Writer, attributes: readonly AttributeNode[], end: number): Doc {
  if (!writer.is(LBrace) || !writer.isBefore(end)) return "";
  return [writer.gap(), writeBlock(writer, attributes, (attribute) => writeAttribute(writer, attribute))];
}

/** The same as part of something: on one line when it fits. */
export function writeAttributeRecord(writer: Writer, attributes: readonly AttributeNode[], end: number): Doc {
  if (!writer.is(LBrace) || !writer.isBefore(end)) return "";
  return [writer.gap(), writeRecord(writer, attributes, (attribute) => writeAttribute(writer, attribute))];
}

function writeType(writer: Writer, type: TypeNode): Doc {
  switch (type.kind) {
    case "recordType":
      return writeRecord(writer, type.attributes, (attribute) => writeAttribute(writer, attribute));
    case "setType":
      return [writer.upTo(type.of.span.start), writer.gap(), writeType(writer, type.of)];
    case "enumType":
      return writeWords(writer, type.values);
    case "entityType":
      return writeWords(writer, type.names);
    case "scalarType":
      return writer.upTo(type.span.end);
  }
}
