import {
  compareDiagnostics,
  createDiagnostic,
  defaultLimits,
  suggest,
  type Diagnostic,
  type DiagnosticDefinition,
  type Parameters,
  type Ref,
} from "@authz/model";
import { notFacts } from "../diagnostics/facts/not-facts.ts";
import { tooManyFindings } from "../diagnostics/facts/too-many-findings.ts";
import { unknownMember } from "../diagnostics/facts/unknown-member.ts";
import { unknownType } from "../diagnostics/facts/unknown-type.ts";
import type { Schema, TypeEntry } from "../schema/schema.ts";
import { isObject, member } from "../values/decode.ts";

/** Where a fact stands and how to complain about it. */
export interface FactReader {
  readonly schema: Schema;
  /** The name of what is read. */
  readonly source: string;
  report<P extends Parameters>(
    definition: DiagnosticDefinition<P>,
    path: readonly (string | number)[],
    parameters: P,
    suggestion?: string,
  ): undefined;
}

/** What has been found; beyond the limit it is only counted. */
export interface Tally {
  readonly diagnostics: Diagnostic[];
  more: number;
}

/** The findings in order, and one that counts the rest. */
export function findingsOf({ diagnostics, more }: Tally): readonly Diagnostic[] {
  const sorted = diagnostics.sort(compareDiagnostics);
  const last = sorted.at(-1);
  return more === 0 || last === undefined
    ? sorted
    : [...sorted, createDiagnostic(tooManyFindings, last.location, { more })];
}

export function createReader(schema: Schema, source: string, tally: Tally): FactReader {
  return {
    schema,
    source,
    report(definition, path, parameters, suggestion) {
      if (tally.diagnostics.length >= defaultLimits.diagnostics) tally.more += 1;
      else tally.diagnostics.push(findingAt(definition, { source, path }, parameters, suggestion));
      return undefined;
    },
  };
}

/** A part of what was read; its line is not known. */
export interface FactPath {
  readonly source: string;
  readonly path: readonly (string | number)[];
}

/** Something about a fact. Its place is a JSON pointer (RFC 6901). */
export function findingAt<P extends Parameters>(
  definition: DiagnosticDefinition<P>,
  { source, path }: FactPath,
  parameters: P,
  suggestion?: string,
): Diagnostic {
  const pointer = path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
  const location = { source, span: { start: 0, end: 0 }, line: 0, column: 0, pointer };
  return createDiagnostic(definition, location, parameters, { suggestion });
}

/** Reports every member that is not known here; whether there was one. */
export function reportUnknownMembers(
  data: Readonly<Record<string, unknown>>,
  shape: { readonly owner: string; readonly known: readonly string[]; readonly type?: TypeEntry | undefined },
  path: readonly (string | number)[],
  reader: FactReader,
): boolean {
  const { owner, known, type } = shape;
  let isOdd = false;
  for (const name of Object.keys(data)) {
    if (known.includes(name)) continue;
    isOdd = true;
    const isAttribute = type?.type.attributes.some(({ wire }) => wire === name) === true;
    const parameters = { member: name, owner, known, attributeOf: isAttribute ? type.type.wire : undefined };
    reader.report(unknownMember, [...path, name], parameters, isAttribute ? undefined : suggest(name, known));
  }
  return isOdd;
}

/** `{ type, id }` of a declared type; the result has the declared name. */
export function parseRef(data: unknown, path: readonly (string | number)[], reader: FactReader): Ref | undefined {
  if (!isObject(data)) return reader.report(notFacts, path, { expected: "an object with `type` and `id`" });
  const wire = member(data, "type");
  const id = member(data, "id");
  if (typeof wire !== "string") return reader.report(notFacts, [...path, "type"], { expected: "a string `type`" });
  if (typeof id !== "string") return reader.report(notFacts, [...path, "id"], { expected: "a string `id`" });
  const entry = reader.schema.typesByWire.get(wire);
  if (entry === undefined) {
    const known = [...reader.schema.typesByWire.keys()];
    return reader.report(unknownType, [...path, "type"], { type: wire, known }, suggest(wire, known));
  }
  return { type: entry.type.name, id };
}

/** The reference as JSON spells it. */
export function wireRef(ref: Ref, schema: Schema): { readonly type: string; readonly id: string } {
  return { type: schema.types.get(ref.type)?.type.wire ?? ref.type, id: ref.id };
}
