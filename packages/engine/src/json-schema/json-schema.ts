/** A JSON Schema (draft 2020-12), as far as the ones made here go: standard keywords only, so that every validator takes it. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: "object" | "array" | "string" | "number" | "boolean";
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly default?: string | number | boolean;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: JsonSchema;
  readonly contains?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly required?: readonly string[];
  readonly properties?: SchemaTable;
  readonly additionalProperties?: boolean;
  readonly allOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly not?: JsonSchema;
  readonly if?: JsonSchema;
  readonly then?: JsonSchema;
  readonly else?: JsonSchema;
  readonly $defs?: SchemaTable;
}

/** `false` is what nothing fits. */
export type SchemaTable = Readonly<Record<string, JsonSchema | false>>;

export const dialect = "https://json-schema.org/draft/2020-12/schema";

/** What a declaration says of itself: its name, and its doc comment if it has one. */
export function annotate({ name, doc }: { readonly name: string; readonly doc?: string }): JsonSchema {
  return doc === undefined ? { title: name } : { title: name, description: doc };
}

/** What nothing fits, where no boolean may stand. */
const nothing: JsonSchema = { not: {} };

/** All of them; of none there is nothing to say, and an empty list would be no schema. */
export function all(schemas: readonly JsonSchema[]): JsonSchema {
  return schemas.length === 0 ? {} : { allOf: schemas };
}

/** A name that stands in the schema as it does in JSON. */
export interface WireName {
  readonly wire: string;
  readonly doc?: string;
}

/** One of these strings; with the doc comments of the names, if any has one, for editors to offer. */
export function oneName(names: readonly WireName[]): JsonSchema {
  if (names.length === 0) return nothing;
  if (names.every(({ doc }) => doc === undefined)) return { type: "string", enum: names.map(({ wire }) => wire) };
  const choices = names.map(({ wire, doc }) =>
    doc === undefined ? { const: wire } : { const: wire, description: doc },
  );
  return { type: "string", oneOf: choices };
}

/** Refers to an entry of `$defs`, whose name may hold any character. */
export function refersTo(definition: string): JsonSchema {
  const token = definition.replaceAll("~", "~0").replaceAll("/", "~1");
  return { $ref: `#/$defs/${encodeURIComponent(token)}` };
}

/** Own members only, whatever their names: `__proto__` is one like any other. */
export function table(entries: Iterable<readonly [string, JsonSchema | false]>): SchemaTable {
  return Object.fromEntries(entries);
}

/** Applies where a string member has one of these values. */
export function whenMember(member: string, values: readonly string[], then: JsonSchema): JsonSchema {
  const [first = ""] = values;
  const value: JsonSchema = values.length === 1 ? { const: first } : { enum: values };
  return { if: { properties: table([[member, value]]), required: [member] }, then };
}
