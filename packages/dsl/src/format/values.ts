import { Minus } from "../syntax/tokens.ts";
import type { LiteralNode, RecordNode, ValueNode } from "../syntax/tree.ts";
import { writeList, writeRecord } from "./brackets.ts";
import type { Doc } from "./doc.ts";
import type { Writer } from "./writer.ts";

/** `literal = STRING | ["-"] NUMBER | …`: a sign belongs to its number. */
export function writeLiteral(writer: Writer, { span }: LiteralNode): Doc {
  const sign = writer.is(Minus) ? [writer.token(), writer.space("")] : "";
  return [sign, writer.upTo(span.end)];
}

export function writeProperties(writer: Writer, record: RecordNode): Doc {
  return writeRecord(writer, record.entries, ({ value }) => [
    writer.upTo(value.span.start),
    writer.gap(),
    writeValue(writer, value),
  ]);
}

function writeValue(writer: Writer, value: ValueNode): Doc {
  switch (value.kind) {
    case "record":
      return writeProperties(writer, value);
    case "values":
      return writeList(writer, value.items, (item) => writeValue(writer, item));
    case "entity":
      return writer.upTo(value.span.end);
    case "string":
    case "number":
    case "duration":
    case "boolean":
    case "time":
    case "ip":
      return writeLiteral(writer, value);
  }
}
