import type {
  AssignmentData,
  Diagnostic,
  EntityData,
  Json,
  Location,
  Origin,
  Policy,
  Ref,
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

/** One entity while its statements add up. */
interface Merging extends Ref {
  readonly properties: Map<string, Json>;
  readonly parents: Ref[];
  readonly groups: Ref[];
  /** The last statement about each of its attributes, and about the entity. */
  readonly origins: Map<string, Origin>;
  origin: Origin;
}

/** Those of the fixtures of its file, then its own: statements about one entity add up, an attribute given again is replaced. */
export function mergeFacts(policy: Policy, test: TestBlock): MergedFacts {
  const fixtures = policy.fixtures.filter(({ origin }) => origin.source === test.origin.source);
  const blocks = [...fixtures, test].map(({ facts }) => facts);
  const entities = mergeEntities(blocks);
  const assigned = blocks.flatMap(({ assignments }) => assignments);
  return {
    entities: entities.map(toEntity),
    assignments: assigned.map(({ origin: _, ...assignment }) => assignment),
    originOf(pointer) {
      const [, list, index, , attribute] = pointer.split("/");
      if (list === "assignments") return assigned[Number(index)]?.origin;
      const merged = list === "entities" ? entities[Number(index)] : undefined;
      return merged?.origins.get(unescape(attribute ?? "")) ?? merged?.origin;
    },
  };
}

/** RFC 6901. */
function unescape(step: string): string {
  return step.replaceAll("~1", "/").replaceAll("~0", "~");
}

function mergeEntities(blocks: readonly TestFacts[]): readonly Merging[] {
  const merged = new Map<string, Merging>();
  for (const statement of blocks.flatMap(({ entities }) => entities)) {
    const { type, id, origin } = statement;
    const key = JSON.stringify([type, id]);
    const before = merged.get(key);
    const entity = before ?? { type, id, properties: new Map(), parents: [], groups: [], origins: new Map(), origin };
    if (before === undefined) merged.set(key, entity);
    addStatement(entity, statement);
  }
  return [...merged.values()];
}

function addStatement(entity: Merging, statement: TestFacts["entities"][number]): void {
  const { properties = {}, parent = [], groups = [], origin } = statement;
  for (const [name, value] of Object.entries(properties)) {
    entity.properties.set(name, value);
    entity.origins.set(name, origin);
  }
  for (const ref of [parent].flat()) entity.parents.push(ref);
  for (const ref of [groups].flat()) entity.groups.push(ref);
  entity.origin = origin;
}

/** No parents are not the same as an empty list of them: then they are not known. */
function toEntity({ type, id, properties, parents, groups }: Merging): EntityData {
  const parent = parents.length === 0 ? {} : { parent: parents };
  return { type, id, properties: Object.fromEntries(properties), ...parent, groups };
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
