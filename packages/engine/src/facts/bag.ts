/**
 * Some things, each once: itself while it is one, a list while they are few, which is small, and a Set once they are many,
 * which is fast.
 */
export type Bag<T extends object> = T | T[] | Set<T> | undefined;

const few = 32;

/** The bag with the item, which is not in it yet; the old one is not to be used any more. */
export function withItem<T extends object>(bag: Bag<T>, item: T): Bag<T> {
  if (bag === undefined) return item;
  if (bag instanceof Set) return bag.add(item);
  if (!Array.isArray(bag)) return [bag, item];
  if (bag.length >= few) return new Set(bag).add(item);
  bag.push(item);
  return bag;
}

/** The bag without the item; undefined when nothing is left. */
export function withoutItem<T extends object>(bag: Bag<T>, item: T): Bag<T> {
  if (bag === undefined || bag === item) return undefined;
  if (bag instanceof Set) {
    bag.delete(item);
    return bag.size === 0 ? undefined : bag;
  }
  if (!Array.isArray(bag)) return bag;
  const rest = bag.filter((other) => other !== item);
  return rest.length > 1 ? rest : rest[0];
}

/** The same bag in no more room than it needs: what grew by one item at a time has kept room for more. */
export function fitted<T extends object>(bag: Bag<T>): Bag<T> {
  return Array.isArray(bag) ? bag.slice() : bag;
}

export function has<T extends object>(bag: Bag<T>, item: T): boolean {
  if (bag instanceof Set) return bag.has(item);
  return Array.isArray(bag) ? bag.includes(item) : bag === item;
}

export function items<T extends object>(bag: Bag<T>): Iterable<T> {
  if (bag === undefined) return [];
  return bag instanceof Set || Array.isArray(bag) ? bag : [bag];
}
