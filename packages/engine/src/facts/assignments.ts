import type { Ref } from "@authz/model";
import { items, withItem, withoutItem, type Bag } from "./bag.ts";
import { createBeginning } from "./beginning.ts";
import type { AssignedHolder, FactsIndex, StoredAssignment } from "./facts.ts";
import { createNode, type Node, type Nodes } from "./nodes.ts";
import {
  everyAssignment,
  hasAssignment,
  ofRole,
  ofRoleTo,
  ofRoleToHolder,
  withAssignment,
  withoutAssignment,
} from "./place-index.ts";

type Views =
  | "assignmentsTo"
  | "assignmentsOn"
  | "assignmentsAt"
  | "assignmentsFor"
  | "assignmentsForAll"
  | "beginningFor"
  | "beginningForAll"
  | "hasBeginningRoles";

/** The assignments of a table, found from both ends. */
export interface Assignments extends Pick<FactsIndex, Views> {
  /** On which application-wide roles are assigned: always there. */
  readonly application: Node;
  /** See `FactsTable`. */
  assign(assignment: StoredAssignment): StoredAssignment | undefined;
  alike(assignment: StoredAssignment): readonly StoredAssignment[];
  remove(assignment: StoredAssignment): void;
}

/** Who has what was assigned: an entity's node, or everyone of a type. */
interface Owner {
  held: Bag<StoredAssignment>;
}

/** By type. */
type OwnersOfAll = Map<string, Owner & { readonly holder: AssignedHolder }>;

/** @param touch to be called with each place whose assignments change */
export function createAssignments(nodes: Nodes, touch: (place: Node) => void): Assignments {
  const { find, obtain } = nodes;
  const toAll: OwnersOfAll = new Map();
  const beginning = createBeginning();
  // No type of a policy has an empty name.
  const application = createNode({ type: "", id: "" });
  const placeOf = (on: Ref | undefined): Node | undefined => (on === undefined ? application : find(on));

  function assign(assignment: StoredAssignment): StoredAssignment | undefined {
    const { holder: given, role, resource, notBefore, notAfter } = assignment;
    const place = resource === undefined ? application : obtain(resource);
    const [holder, owner] = share(given, obtain, toAll);
    const lasting = { holder, role, resource: resource === undefined ? undefined : place };
    const isLasting = notBefore === undefined && notAfter === undefined;
    // Most hold for ever, and keep no room for times.
    const kept = isLasting ? lasting : { ...lasting, notBefore, notAfter };
    if (owner.held !== undefined && hasAssignment(place.place, kept)) return undefined;
    place.place = withAssignment(place.place, kept);
    touch(place);
    owner.held = withItem(owner.held, kept);
    beginning.add(owner, kept);
    return kept;
  }

  function remove(assignment: StoredAssignment): void {
    const place = placeOf(assignment.resource);
    if (place === undefined) return;
    place.place = withoutAssignment(place.place, assignment);
    touch(place);
    const node = nodeOf(assignment.holder, find);
    const owner = assignment.holder.kind === "all" ? toAll.get(assignment.holder.type) : node;
    if (owner !== undefined) {
      owner.held = withoutItem(owner.held, assignment);
      beginning.remove(owner, assignment);
    }
    nodes.release(place);
    if (node !== undefined) nodes.release(node);
  }

  return {
    application,
    *assignmentsTo({ ref, identities }, role, on) {
      yield* ofRoleTo(placeOf(on)?.place, role, ref.type, () => present(identities.values(), find));
    },
    assignmentsOn: (role, on) => ofRole(placeOf(on)?.place, role),
    assignmentsAt: (on) => everyAssignment(placeOf(on)?.place),
    assignmentsFor: (ref) => items(find(ref)?.held),
    assignmentsForAll: (type) => items(toAll.get(type)?.held),
    beginningFor: (ref) => beginning.of(find(ref)),
    beginningForAll: (type) => beginning.of(toAll.get(type)),
    hasBeginningRoles: () => beginning.hasRoles(),
    assign,
    alike({ holder, role, resource }) {
      const known = knownHolder(holder, find);
      return known === undefined ? [] : ofRoleToHolder(placeOf(resource)?.place, role, known);
    },
    remove,
  };
}

/** The holder as all its assignments share it, and its owner. */
function share(holder: AssignedHolder, obtain: Nodes["obtain"], toAll: OwnersOfAll): readonly [AssignedHolder, Owner] {
  if (holder.kind === "role") {
    const of = obtain(holder.of);
    return [{ kind: "role", role: holder.role, of }, of];
  }
  if (holder.kind === "entity") {
    const node = obtain(holder.ref);
    return [(node.holder ??= { kind: "entity", ref: node }), node];
  }
  const known = toAll.get(holder.type) ?? { holder, held: undefined };
  toAll.set(holder.type, known);
  return [known.holder, known];
}

function nodeOf(holder: AssignedHolder, find: Nodes["find"]): Node | undefined {
  return holder.kind === "all" ? undefined : find(holder.kind === "entity" ? holder.ref : holder.of);
}

/** The holder with the table's own entity in it, if there is one. */
function knownHolder(holder: AssignedHolder, find: Nodes["find"]): AssignedHolder | undefined {
  const node = nodeOf(holder, find);
  if (holder.kind === "all") return holder;
  if (node === undefined) return undefined;
  return holder.kind === "entity" ? { kind: "entity", ref: node } : { kind: "role", role: holder.role, of: node };
}

function* present(refs: Iterable<Ref>, find: (ref: Ref) => Node | undefined): Generator<Node> {
  for (const ref of refs) {
    const node = find(ref);
    if (node !== undefined) yield node;
  }
}
