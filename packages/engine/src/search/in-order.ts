import type { Ref } from "@authz/model";
import type { Node } from "../facts/nodes.ts";
import { noRank, type Order } from "../facts/order.ts";
import type { FactsTable } from "../facts/table.ts";
import type { Candidates } from "./candidates.ts";

/** Is told of one entity after the other, until it says false. */
export type Visit = (id: string, node: Node | undefined) => boolean;

/** So few are sorted by themselves; for more, all entities of the type are, once and for all. */
const few = 256;

/** Each candidate once, in the order of their ids, those after the id. */
export function visitInOrder(
  { every, refs }: Candidates,
  type: string,
  after: string | undefined,
  facts: FactsTable,
  visit: Visit,
): void {
  const nodes = facts.nodes(type);
  if (refs.length + (every ? nodes.size : 0) <= few) {
    const ids = new Set(Array.from(every ? [...nodes.values(), ...refs] : refs, ({ id }) => id));
    strays(ids, after, nodes, visit)(undefined);
    return;
  }
  const order = facts.inOrder(type);
  const marks = every ? undefined : new Uint32Array((order.ranked.length >>> 5) + 1);
  const others = new Set(every ? Array.from(order.newcomers, ({ id }) => id) : []);
  for (const ref of refs) {
    const rank = rankOf(ref, nodes);
    if (rank === noRank) others.add(ref.id);
    else if (marks !== undefined) marks[rank >>> 5] = (marks[rank >>> 5] ?? 0) | (1 << (rank & 31));
  }
  visitRanked(order, marks, after, strays(others, after, nodes, visit), visit);
}

function rankOf(ref: Partial<Node> & Ref, nodes: ReadonlyMap<string, Node>): number {
  const { rank = noRank } = ref;
  return rank === noRank ? (nodes.get(ref.id)?.rank ?? noRank) : rank;
}

/** Visits those before the id that are still to come; false: that was enough. */
type Before = (id: string | undefined) => boolean;

function strays(
  ids: Iterable<string>,
  after: string | undefined,
  nodes: ReadonlyMap<string, Node>,
  visit: Visit,
): Before {
  const sorted = [...ids].filter((id) => after === undefined || id > after).sort();
  let next = 0;
  return (end) => {
    for (let id = sorted[next]; id !== undefined && (end === undefined || id < end); id = sorted[++next])
      if (!visit(id, nodes.get(id))) return false;
    return true;
  };
}

/** @param marks which of the ranked ones, a bit each; undefined: all of them */
function visitRanked(
  { ranked }: Order<Node>,
  marks: Uint32Array | undefined,
  after: string | undefined,
  before: Before,
  visit: Visit,
): void {
  for (let rank = nextMark(marks, startAfter(ranked, after)); rank < ranked.length; rank = nextMark(marks, rank + 1)) {
    const node = ranked[rank] as Node;
    if (node.rank === rank && !(before(node.id) && visit(node.id, node))) return;
  }
  before(undefined);
}

function nextMark(marks: Uint32Array | undefined, from: number): number {
  if (marks === undefined) return from;
  let word = from >>> 5;
  // Of the first word, the bits before are left out.
  let bits = (marks[word] ?? 0) & (-1 << (from & 31));
  while (bits === 0) {
    word++;
    if (word >= marks.length) return Number.POSITIVE_INFINITY;
    bits = marks[word] ?? 0;
  }
  return (word << 5) + 31 - Math.clz32(bits & -bits);
}

function startAfter(ranked: readonly Node[], after: string | undefined): number {
  if (after === undefined) return 0;
  let [low, high] = [0, ranked.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ranked[middle] as Node).id > after) high = middle;
    else low = middle + 1;
  }
  return low;
}
