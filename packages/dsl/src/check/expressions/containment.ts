import type { Vocabulary } from "../vocabulary.ts";

const cache = new WeakMap<Vocabulary, Known>();

interface Known {
  /** By type, the groups that say they are of it. */
  readonly groupsOf: ReadonlyMap<string, readonly string[]>;
  readonly containers: Map<string, Containers>;
}

interface Containers {
  readonly groups: ReadonlySet<string>;
  readonly ancestors: ReadonlySet<string>;
}

/** The groups that can contain an entity of the type, directly or through other groups. */
export function groupsAround(type: string, vocabulary: Vocabulary): ReadonlySet<string> {
  return containersOf(type, vocabulary).groups;
}

/** The types that a resource of the type can lie in, at any distance. */
export function ancestorsOf(type: string, vocabulary: Vocabulary): ReadonlySet<string> {
  return containersOf(type, vocabulary).ancestors;
}

export function isGroup(type: string, vocabulary: Vocabulary): boolean {
  return vocabulary.types.get(type)?.type.members !== undefined;
}

/** Somebody, or a group of somebodies. */
export function isPerson(type: string, vocabulary: Vocabulary): boolean {
  return vocabulary.types.get(type)?.type.subject === true || isGroup(type, vocabulary);
}

function containersOf(type: string, vocabulary: Vocabulary): Containers {
  const known: Known = cache.get(vocabulary) ?? { groupsOf: groupsByMember(vocabulary), containers: new Map() };
  cache.set(vocabulary, known);
  let containers = known.containers.get(type);
  if (containers === undefined) {
    const groups = closure(type, (name) => known.groupsOf.get(name) ?? []);
    const ancestors = closure(type, (name) => vocabulary.types.get(name)?.type.resource?.parents ?? []);
    known.containers.set(type, (containers = { groups, ancestors }));
  }
  return containers;
}

function groupsByMember({ types }: Vocabulary): ReadonlyMap<string, readonly string[]> {
  const groups = [...types.values()].flatMap(({ type }) =>
    (type.members ?? []).map((member) => ({ member, group: type.name })),
  );
  const byMember = Map.groupBy(groups, ({ member }) => member);
  return new Map([...byMember].map(([member, list]) => [member, list.map(({ group }) => group)]));
}

/** Everything that some steps lead to; the start itself only when a step leads back. */
function closure(start: string, next: (name: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [start];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const other of next(name)) {
      if (found.has(other)) continue;
      found.add(other);
      open.push(other);
    }
  }
  return found;
}
