import type { Ref } from "@authz/model";
import { items, withItem, withoutItem, type Bag } from "./bag.ts";
import { sameHolder, type AssignedHolder, type FactsIndex, type Member, type StoredAssignment } from "./facts.ts";
import type { Node, Nodes } from "./nodes.ts";
import { everyAssignment, ofRole, ofRoleTo, withAssignment, withoutAssignment } from "./place-index.ts";

/** The assignments of a table, found from both ends. */
export interface Assignments extends Pick<
  FactsIndex,
  "assignmentsTo" | "assignmentsOn" | "assignmentsAt" | "assignmentsFor" | "assignmentsForAll"
> {
  /** See `FactsTable`. */
  assign(assignment: StoredAssignment): StoredAssignment | undefined;
  alike(assignment: StoredAssignment): readonly StoredAssignment[];
  remove(assignment: StoredAssignment): void;
}

/** The place of application-wide roles: no type of a policy has an empty name. */
const application: Ref = { type: "", id: "" };

export function createAssignments(nodes: Nodes): Assignments {
  const { find, obtain } = nodes;
  const toAll = new Map<string, { readonly holder: AssignedHolder; held: Bag<StoredAssignment> }>();
  const placeOf = (on: Ref | undefined): Node | undefined => find(on ?? application);
  const entityOf = ({ holder }: StoredAssignment): Node | undefined =>
    holder.kind === "entity" ? find(holder.ref) : undefined;
  const nodeOf = (holder: AssignedHolder): Node | undefined => nodeOfHolder(holder, find);

  /** The holder as all its assignments share it. */
  function share(holder: AssignedHolder): AssignedHolder {
    if (holder.kind === "role") return { ...holder, of: obtain(holder.of) };
    if (holder.kind === "entity") {
      const node = obtain(holder.ref);
      return (node.holder ??= { kind: "entity", ref: node });
    }
    const known = toAll.get(holder.type) ?? { holder, held: undefined };
    toAll.set(holder.type, known);
    return known.holder;
  }

  function changeHeld(holder: AssignedHolder, change: (held: Bag<StoredAssignment>) => Bag<StoredAssignment>): void {
    const owner = holder.kind === "all" ? toAll.get(holder.type) : nodeOf(holder);
    if (owner !== undefined) owner.held = change(owner.held);
  }

  function assign(assignment: StoredAssignment): StoredAssignment | undefined {
    const { role, resource, notBefore, notAfter } = assignment;
    const same = (other: StoredAssignment): boolean => other.notBefore === notBefore && other.notAfter === notAfter;
    if (alikeIn(nodes, assignment).some(same)) return undefined;
    const place = obtain(resource ?? application);
    const holder = share(assignment.holder);
    const kept = { holder, role, resource: resource === undefined ? undefined : place, notBefore, notAfter };
    place.place = withAssignment(place.place, kept, entityOf);
    changeHeld(holder, (held) => withItem(held, kept));
    return kept;
  }

  function remove(assignment: StoredAssignment): void {
    const place = placeOf(assignment.resource);
    if (place === undefined) return;
    place.place = withoutAssignment(place.place, assignment, entityOf(assignment));
    changeHeld(assignment.holder, (held) => withoutItem(held, assignment));
    nodes.release(place);
    const holder = nodeOf(assignment.holder);
    if (holder !== undefined) nodes.release(holder);
  }

  return {
    *assignmentsTo({ ref, identities }: Member, role, on) {
      yield* ofRoleTo(placeOf(on)?.place, role, ref.type, () => present(identities.values(), find));
    },
    assignmentsOn: (role, on) => ofRole(placeOf(on)?.place, role),
    assignmentsAt: (on) => everyAssignment(placeOf(on)?.place),
    assignmentsFor: (ref) => items(find(ref)?.held),
    assignmentsForAll: (type) => items(toAll.get(type)?.held),
    assign,
    alike: (assignment) => alikeIn(nodes, assignment),
    remove,
  };
}

function alikeIn({ find }: Nodes, { holder, role, resource }: StoredAssignment): readonly StoredAssignment[] {
  const entity = holder.kind === "entity" ? find(holder.ref) : undefined;
  const type = holder.kind === "all" ? holder.type : "";
  const found = ofRoleTo(find(resource ?? application)?.place, role, type, () =>
    entity === undefined ? [] : [entity],
  );
  return [...found].filter((other) => sameHolder(other.holder, holder));
}

function nodeOfHolder(holder: AssignedHolder, find: Nodes["find"]): Node | undefined {
  return holder.kind === "all" ? undefined : find(holder.kind === "entity" ? holder.ref : holder.of);
}

function* present(refs: Iterable<Ref>, find: (ref: Ref) => Node | undefined): Generator<Node> {
  for (const ref of refs) {
    const node = find(ref);
    if (node !== undefined) yield node;
  }
}
