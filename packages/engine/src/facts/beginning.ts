import { has, items, withItem, withoutItem, type Bag } from "./bag.ts";
import type { StoredAssignment } from "./facts.ts";

/** Assignments that begin at some time, by whoever they belong to: mostly few, so that nobody else keeps room for them. */
export interface Beginning {
  /** Only what begins at some time is kept. */
  add(owner: object, assignment: StoredAssignment): void;
  remove(owner: object, assignment: StoredAssignment): void;
  of(owner: object | undefined): Iterable<StoredAssignment>;
  /** Is any of them to whoever has a role? */
  hasRoles(): boolean;
}

export function createBeginning(): Beginning {
  const byOwner = new Map<object, Bag<StoredAssignment>>();
  let roles = 0;
  return {
    add(owner, assignment) {
      if (assignment.notBefore === undefined) return;
      byOwner.set(owner, withItem(byOwner.get(owner), assignment));
      if (assignment.holder.kind === "role") roles++;
    },
    remove(owner, assignment) {
      const known = byOwner.get(owner);
      if (!has(known, assignment)) return;
      if (assignment.holder.kind === "role") roles--;
      const rest = withoutItem(known, assignment);
      if (rest === undefined) byOwner.delete(owner);
      else byOwner.set(owner, rest);
    },
    of: (owner) => (owner === undefined ? [] : items(byOwner.get(owner))),
    hasRoles: () => roles > 0,
  };
}
