import { hasErrors, suggest, type Checked, type Policy, type Ref } from "@authz/model";
import { defaultLimits } from "@authz/model";
import { duplicateEntity } from "../diagnostics/facts/duplicate-entity.ts";
import { missingKey } from "../diagnostics/facts/missing-key.ts";
import { notFacts } from "../diagnostics/facts/not-facts.ts";
import { unknownAttribute } from "../diagnostics/facts/unknown-attribute.ts";
import { wildcardId } from "../diagnostics/facts/wildcard-id.ts";
import { wrongGroup } from "../diagnostics/facts/wrong-group.ts";
import { wrongParent } from "../diagnostics/facts/wrong-parent.ts";
import { wrongType } from "../diagnostics/facts/wrong-type.ts";
import { createSchema, type TypeEntry } from "../schema/schema.ts";
import { decodeMembers, isObject, member, type Decoding, type Problem } from "../values/decode.ts";
import { refKey } from "../values/value.ts";
import { noAttributes, noRefs, type Facts, type StoredAssignment, type StoredEntity } from "./facts.ts";
import { parseAssignment } from "./parse-assignment.ts";
import {
  createReader,
  findingsOf,
  parseRef,
  reportUnknownMembers,
  wireRef,
  type FactReader,
  type Tally,
} from "./reader.ts";

/** Facts of one origin: `data` is parsed JSON, `{ entities?, assignments? }`. */
export interface FactsSource {
  /** For messages: a file's name. */
  readonly name: string;
  readonly data: unknown;
}

/** Facts in the policy's terms; any error: no facts at all. */
export function readFacts(
  policy: Policy,
  sources: readonly FactsSource[],
): Checked<Facts> & { readonly facts?: Facts } {
  const schema = createSchema(policy);
  const tally: Tally = { diagnostics: [], more: 0 };
  const entities = new Map<string, StoredEntity>();
  const assignments: StoredAssignment[] = [];
  const counts: { readonly name: string; readonly assignments: number }[] = [];
  for (const source of sources) {
    const reader = createReader(schema, source.name, tally);
    const lists = readShape(source.data, reader);
    lists.entities.forEach((item, index) => {
      const entity = parseEntity(item, ["entities", index], reader);
      if (entity === undefined) return;
      const key = refKey(entity.ref);
      if (entities.has(key)) reader.report(duplicateEntity, ["entities", index], wireRef(entity.ref, schema));
      else entities.set(key, entity);
    });
    lists.assignments.forEach((item, index) => {
      const assignment = parseAssignment(item, ["assignments", index], reader);
      if (assignment !== undefined) assignments.push(assignment);
    });
    counts.push({ name: source.name, assignments: lists.assignments.length });
  }
  const sorted = findingsOf(tally);
  if (hasErrors(sorted)) return { diagnostics: sorted };
  const facts: Facts = {
    kind: "facts",
    policy: policy.version,
    entities: [...entities.values()],
    assignments,
    sources: counts,
  };
  return { value: facts, facts, diagnostics: sorted };
}

function readShape(
  data: unknown,
  reader: FactReader,
): { entities: readonly unknown[]; assignments: readonly unknown[] } {
  const lists = { entities: [] as readonly unknown[], assignments: [] as readonly unknown[] };
  if (!isObject(data)) {
    reader.report(notFacts, [], { expected: "an object with `entities` and `assignments`" });
    return lists;
  }
  reportUnknownMembers(data, { owner: "a set of facts", known: ["entities", "assignments"] }, [], reader);
  for (const name of ["entities", "assignments"] as const) {
    const list = member(data, name);
    if (Array.isArray(list)) lists[name] = list;
    else if (list !== undefined) reader.report(notFacts, [name], { expected: "a list" });
  }
  return lists;
}

/** An entity with its attributes, parents and groups. */
export function parseEntity(
  data: unknown,
  path: readonly (string | number)[],
  reader: FactReader,
): StoredEntity | undefined {
  const isOdd = isObject(data) && reportUnknownMembers(data, entityShape(data, reader), path, reader);
  // What is missing was most likely misspelt, and is reported already.
  if (isOdd && !(Object.hasOwn(data, "type") && Object.hasOwn(data, "id"))) return undefined;
  const ref = parseRef(data, path, reader);
  if (ref === undefined || !isObject(data)) return undefined;
  if (ref.id === "*") {
    reader.report(wildcardId, [...path, "id"], { type: ref.type });
    return undefined;
  }
  const entry = reader.schema.types.get(ref.type);
  if (entry === undefined) return undefined;
  return {
    ref,
    attributes: parseProperties(member(data, "properties"), entry, [...path, "properties"], reader),
    parents: parseParents(member(data, "parent"), entry, [...path, "parent"], reader),
    groups: parseGroups(member(data, "groups"), entry, [...path, "groups"], reader),
  };
}

function entityShape(
  data: Readonly<Record<string, unknown>>,
  reader: FactReader,
): Parameters<typeof reportUnknownMembers>[1] {
  const type = member(data, "type");
  return {
    owner: "an entity",
    known: ["type", "id", "properties", "parent", "groups"],
    type: typeof type === "string" ? reader.schema.typesByWire.get(type) : undefined,
  };
}

function parseProperties(
  data: unknown,
  entry: TypeEntry,
  path: readonly (string | number)[],
  reader: FactReader,
): StoredEntity["attributes"] {
  if (data === undefined) return noAttributes;
  if (!isObject(data)) {
    reader.report(wrongType, path, { expected: "an object" });
    return new Map();
  }
  const decoding: Decoding = {
    schema: reader.schema,
    unknownAttributes: "report",
    setSize: defaultLimits.setSize,
    report: (problem) => reportProblem(problem, entry, reader),
  };
  return decodeMembers(data, entry.type.attributes, path, decoding);
}

function reportProblem(problem: Problem, entry: TypeEntry, reader: FactReader): void {
  const { path, expected } = problem;
  switch (problem.kind) {
    case "wrong-type":
    case "unreadable":
      return reader.report(wrongType, path, { expected });
    case "missing-key":
      return reader.report(missingKey, path, { key: expected });
    case "unknown-attribute": {
      const known = problem.known ?? [];
      const suggestion = suggest(expected, known);
      return reader.report(unknownAttribute, path, { attribute: expected, type: entry.type.wire, known }, suggestion);
    }
  }
}

/** One entity or a list. */
function listOf(data: unknown): readonly unknown[] {
  return Array.isArray(data) ? data : [data];
}

function parseParents(
  data: unknown,
  entry: TypeEntry,
  path: readonly (string | number)[],
  reader: FactReader,
): readonly Ref[] {
  if (data === undefined) return noRefs;
  const allowed = entry.type.resource?.parents ?? [];
  return listOf(data).flatMap((item, index) => {
    const at = Array.isArray(data) ? [...path, index] : path;
    const ref = parseRef(item, at, reader);
    if (ref === undefined) return [];
    if (allowed.includes(ref.type)) return [ref];
    reader.report(wrongParent, at, {
      type: entry.type.wire,
      parent: wireRef(ref, reader.schema).type,
      allowed: wires(allowed, reader),
    });
    return [];
  });
}

function parseGroups(
  data: unknown,
  entry: TypeEntry,
  path: readonly (string | number)[],
  reader: FactReader,
): readonly Ref[] {
  if (data === undefined) return noRefs;
  return listOf(data).flatMap((item, index) => {
    const at = Array.isArray(data) ? [...path, index] : path;
    const ref = parseRef(item, at, reader);
    if (ref === undefined) return [];
    if (reader.schema.types.get(ref.type)?.type.members?.includes(entry.type.name)) return [ref];
    const allowed = reader.schema.policy.types
      .filter((type) => type.members?.includes(entry.type.name))
      .map((type) => type.name);
    reader.report(wrongGroup, at, {
      type: entry.type.wire,
      group: wireRef(ref, reader.schema).type,
      allowed: wires(allowed, reader),
    });
    return [];
  });
}

function wires(names: readonly string[], reader: FactReader): string[] {
  return names.map((name) => reader.schema.types.get(name)?.type.wire ?? name);
}
