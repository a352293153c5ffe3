import type { Ref } from "@authz/model";
import { createAssignments } from "./assignments.ts";
import { items } from "./bag.ts";
import {
  groupLink,
  nestedLink,
  parentLink,
  type EntityWatcher,
  type Facts,
  type FactsIndex,
  type StoredAssignment,
  type StoredEntity,
} from "./facts.ts";
import { createNodes, type Node } from "./nodes.ts";
import type { Order } from "./order.ts";
import { everyAssignment } from "./place-index.ts";

/** Facts that change; the next decision sees it. */
export interface FactsTable extends FactsIndex {
  /** What was known of the entity before. */
  put(entity: StoredEntity): StoredEntity | undefined;
  /** What was known of it. */
  delete(ref: Ref): StoredEntity | undefined;
  /** The assignment as it is kept; undefined when the very same one was there already. */
  assign(assignment: StoredAssignment): StoredAssignment | undefined;
  /** Those that `assign` would call the same, but for their bounds in time. */
  alike(assignment: StoredAssignment): readonly StoredAssignment[];
  /** Takes one away that `assign`, `alike` or an iteration gave. */
  remove(assignment: StoredAssignment): void;
  /** On which application-wide roles are assigned. */
  readonly application: Node;
  /** Grows with every change: what was worked out before may be wrong after it. */
  readonly versions: Versions;
  /** What is known of entities of a type, by id: the same Map for ever. */
  nodes(type: string): ReadonlyMap<string, Node>;
  /** The same in the order of their ids. */
  inOrder(type: string): Order<Node>;
}

export interface Versions {
  facts: number;
}

export function createFactsTable(facts?: Facts): FactsTable {
  const nodes = createNodes();
  const { find, obtain } = nodes;
  const versions: Versions = { facts: 0 };
  const assignments = createAssignments(nodes, touch);
  let watcher: EntityWatcher | undefined;

  function touch(node: Node): void {
    // oxlint-disable-next-line no-param-reassign
    node.changed = ++versions.facts;
  }

  function replace(ref: Ref, entity: StoredEntity | undefined): StoredEntity | undefined {
    const node = entity === undefined ? find(ref) : obtain(ref);
    if (node === undefined) return undefined;
    const before = node.stored;
    touch(node);
    if (before !== undefined) nodes.unlink(node, before);
    node.stored = entity === undefined ? undefined : nodes.link(node, entity);
    nodes.change(node);
    watcher?.(node, before, entity);
    nodes.release(node);
    return before;
  }

  const table: FactsTable = {
    ...assignments,
    versions,
    nodes: (type) => nodes.byId(type),
    inOrder: (type) => nodes.inOrder(type),
    entity: (ref) => find(ref)?.stored,
    known: (type) => nodes.ofType(type),
    isKnown: (ref) => find(ref) !== undefined,
    watch(told) {
      watcher = told;
    },
    referrers: (ref, link) => items(find(ref)?.referrers?.get(link)),
    *namedIn(ref) {
      for (const link of find(ref)?.referrers?.keys() ?? [])
        if (link !== parentLink && link !== groupLink && link !== nestedLink) yield link;
    },
    *assignments() {
      for (const { place } of nodes.all()) yield* everyAssignment(place);
      yield* everyAssignment(assignments.application.place);
    },
    *entities() {
      for (const { stored } of nodes.all()) if (stored !== undefined) yield stored;
    },
    put: (entity) => replace(entity.ref, entity),
    delete: (ref) => replace(ref, undefined),
  };
  for (const entity of facts?.entities ?? []) table.put(entity);
  for (const assignment of facts?.assignments ?? []) table.assign(assignment);
  nodes.fit();
  return table;
}
