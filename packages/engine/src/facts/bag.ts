/** Some things, each once: a list while they are few, which is small, and a Set once they are many, which is fast. */
export type Bag<T> = T[] | Set<T> | undefined;

const few = 32;

/** The bag with the item, which is not in it yet; the old one is not to be used any more. */
export function withItem<T>(bag: Bag<T>, item: T): Bag<T> {
  if (bag === undefined) return [item];
  if (bag instanceof Set) return bag.add(item);
  if (bag.length >= few) return new Set(bag).add(item);
  bag.push(item);
  return bag;
}

/** The bag without the item; undefined when nothing is left. */
export function withoutItem<T>(bag: Bag<T>, item: T): Bag<T> {
  if (bag === undefined) return undefined;
  if (bag instanceof Set) {
    bag.delete(item);
    return bag.size === 0 ? undefined : bag;
  }
  const rest = bag.filter((other) => other !== item);
  return rest.length === 0 ? undefined : rest;
}

/** The same bag in no more room than it needs: what grew by one item at a time has kept room for more. */
export function fitted<T>(bag: Bag<T>): Bag<T> {
  return Array.isArray(bag) ? bag.slice() : bag;
}

export function has<T>(bag: Bag<T>, item: T): boolean {
  return bag instanceof Set ? bag.has(item) : bag?.includes(item) === true;
}

export function items<T>(bag: Bag<T>): Iterable<T> {
  return bag ?? [];
}
