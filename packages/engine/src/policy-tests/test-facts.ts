import type {
  AssignmentData,
  Diagnostic,
  EntityData,
  Location,
  Origin,
  Policy,
  TestBlock,
  TestFacts,
} from "@authz/model";

/** The facts that a test is run on, in the form that `parseFacts` takes, with the statement behind each of them. */
export interface MergedFacts {
  readonly entities: readonly EntityData[];
  readonly assignments: readonly AssignmentData[];
  /** What the pointer of a diagnostic about these facts leads back to. */
  originOf(pointer: string): Origin | undefined;
}

interface MergedEntity {
  readonly entity: EntityData;
  /** The last statement about the entity, and about each of its attributes. */
  readonly origin: Origin;
  readonly attributes: ReadonlyMap<string, Origin>;
}

/** Those of the fixtures of its file, then its own: statements about one entity add up, an attribute given again is replaced. */
export function mergeFacts(policy: Policy, test: TestBlock): MergedFacts {
  const fixtures = policy.fixtures.filter(({ origin }) => origin.source === test.origin.source);
  const blocks = [...fixtures, test].map(({ facts }) => facts);
  const entities = mergeEntities(blocks);
  const assigned = blocks.flatMap(({ assignments }) => assignments);
  return {
    entities: entities.map(({ entity }) => entity),
    assignments: assigned.map(({ origin: _, ...assignment }) => assignment),
    originOf(pointer) {
      const [, list, index, , attribute] = pointer.split("/");
      if (list === "assignments") return assigned[Number(index)]?.origin;
      const merged = list === "entities" ? entities[Number(index)] : undefined;
      return merged?.attributes.get(unescape(attribute ?? "")) ?? merged?.origin;
    },
  };
}

/** RFC 6901. */
function unescape(step: string): string {
  return step.replaceAll("~1", "/").replaceAll("~0", "~");
}

function mergeEntities(blocks: readonly TestFacts[]): readonly MergedEntity[] {
  const merged = new Map<string, MergedEntity>();
  for (const { origin, ...entity } of blocks.flatMap(({ entities }) => entities)) {
    const key = JSON.stringify([entity.type, entity.id]);
    const before = merged.get(key);
    const stated = Object.keys(entity.properties ?? {}).map((name) => [name, origin] as const);
    merged.set(key, {
      entity: before === undefined ? entity : addStatement(before.entity, entity),
      origin,
      attributes: new Map([...(before?.attributes ?? []), ...stated]),
    });
  }
  return [...merged.values()];
}

function addStatement(before: EntityData, { type, id, properties, parent, groups }: EntityData): EntityData {
  const parents = [before.parent ?? [], parent ?? []].flat();
  const all = new Map([...Object.entries(before.properties ?? {}), ...Object.entries(properties ?? {})]);
  return {
    type,
    id,
    properties: Object.fromEntries(all),
    ...(parents.length === 0 ? {} : { parent: parents }),
    groups: [before.groups ?? [], groups ?? []].flat(),
  };
}

/** The same finding at the statement that is to blame, or else at the test. */
export function relocate(diagnostic: Diagnostic, facts: MergedFacts, test: TestBlock): Diagnostic {
  const place = ({ pointer = "" }: Location): Location => {
    const { source, line, column } = facts.originOf(pointer) ?? test.origin;
    return { source, line, column, span: { start: 0, end: 0 } };
  };
  const related = diagnostic.related.map(({ location, message }) => ({ message, location: place(location) }));
  return { ...diagnostic, location: place(diagnostic.location), related };
}
