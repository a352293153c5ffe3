import type { Vocabulary } from "../vocabulary.ts";

const cache = new WeakMap<Vocabulary, Map<string, Containers>>();

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
  const known = cache.get(vocabulary) ?? new Map<string, Containers>();
  cache.set(vocabulary, known);
  let containers = known.get(type);
  if (containers === undefined) {
    const entries = [...vocabulary.types.values()];
    const groups = closure(type, (name) =>
      entries.filter((entry) => entry.type.members?.includes(name) === true).map((entry) => entry.type.name),
    );
    const ancestors = closure(type, (name) => vocabulary.types.get(name)?.type.resource?.parents ?? []);
    known.set(type, (containers = { groups, ancestors }));
  }
  return containers;
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
