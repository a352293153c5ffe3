import { type LiteralValue, suggest, type Type } from "@authz/model";
import { noDefault } from "../../diagnostics/attributes/no-default.ts";
import { wrongDefault } from "../../diagnostics/attributes/wrong-default.ts";
import type { LiteralNode } from "../../syntax/tree.ts";
import { isUnresolved, placeOf, type Reporting } from "../vocabulary.ts";

/** The value when it fits the type; otherwise that is reported. */
export function resolveDefault(node: LiteralNode, type: Type, reporting: Reporting): LiteralValue | undefined {
  if (isUnresolved(type)) return undefined;
  const place = placeOf(reporting, node);
  switch (type.kind) {
    case "string":
    case "number":
    case "boolean":
    case "time":
    case "duration":
    case "ip":
      if (node.kind === type.kind) return literalValue(node);
      reporting.collector.report(wrongDefault, place, { wanted: `a ${type.kind}`, suggestion: undefined });
      return undefined;
    case "enum": {
      if (node.kind === "string" && type.values.includes(node.value)) return node.value;
      const near = node.kind === "string" ? suggest(node.value, type.values) : undefined;
      const suggestion = near === undefined ? undefined : JSON.stringify(near);
      reporting.collector.report(wrongDefault, place, { wanted: oneOf(type.values), suggestion }, { suggestion });
      return undefined;
    }
    case "entity":
    case "set":
    case "record":
      reporting.collector.report(noDefault, place, { type: described[type.kind] });
      return undefined;
  }
}

function literalValue(node: LiteralNode): LiteralValue {
  switch (node.kind) {
    case "string":
    case "number":
    case "boolean":
      return node.value;
    case "time":
    case "duration":
    case "ip":
      return { kind: node.kind, text: node.text };
  }
}

function oneOf(values: readonly string[]): string {
  const shown = values.slice(0, 8).map((value) => JSON.stringify(value));
  return `one of ${shown.join(", ")}${values.length > shown.length ? ", …" : ""}`;
}

const described = { entity: "an entity", set: "a set", record: "a record" } as const;
