import type { Ref } from "@authz/model";
import type { Node } from "../facts/nodes.ts";
import { hasBit, noRank, setBit, type Order } from "../facts/order.ts";
import type { FactsTable } from "../facts/table.ts";
import type { Candidates } from "./candidates.ts";
import { refsOf } from "./where.ts";

/**
 * Is told of one entity after the other, until it says false.
 * @param sought false: it is a candidate only because all are
 */
export type Visit = (id: string, node: Node | undefined, rank: number, sought: boolean) => boolean;

/** So few of so many more are sorted by themselves; otherwise all entities of the type are, once and for all. */
const [few, share] = [256, 1 / 16];

function areFew({ every, size }: Candidates, total: number): boolean {
  return !every && size <= few && size <= total * share;
}

/** Each candidate once, in the order of their ids, those after the id. */
export function visitInOrder(
  candidates: Candidates,
  type: string,
  after: string | undefined,
  facts: FactsTable,
  visit: Visit,
): void {
  const nodes = facts.nodes(type);
  if (areFew(candidates, nodes.size)) {
    const ids = new Set(Array.from(refsOf(candidates), ({ id }) => id));
    strays(ids, after, nodes, visit)(undefined);
    return;
  }
  const order = facts.inOrder(type);
  const { marks, others } = marked(candidates, order, nodes);
  visitRanked(
    order,
    candidates.every ? order.steady : marks,
    after,
    strays(others, after, nodes, visit),
    (id, node, rank) => visit(id, node, rank, hasBit(marks, rank)),
  );
}

/** A bit for each of the ranked ones that is sought, and the ids of all candidates without a rank. */
function marked(
  { every, postings, refs }: Candidates,
  { loose, steady }: Order<Node>,
  nodes: ReadonlyMap<string, Node>,
): { readonly marks: Uint32Array; readonly others: ReadonlySet<string> } {
  const others = new Set(every ? Array.from(loose, ({ id }) => id) : []);
  const marks = new Uint32Array(steady.length);
  for (const posting of postings) {
    for (const rank of posting.ranks) setBit(marks, rank);
    for (const { id } of posting.loose) others.add(id);
  }
  for (const [word, bits] of steady.entries()) marks[word] = (marks[word] ?? 0) & bits;
  for (const ref of refs) {
    const rank = rankOf(ref, nodes);
    if (rank === noRank) others.add(ref.id);
    else setBit(marks, rank);
  }
  return { marks, others };
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
      if (!visit(id, nodes.get(id), noRank, true)) return false;
    return true;
  };
}

function visitRanked(
  { ids, ranked }: Order<Node>,
  marks: Uint32Array,
  after: string | undefined,
  before: Before,
  visit: (id: string, node: Node | undefined, rank: number) => boolean,
): void {
  const start = after === undefined ? 0 : placeAfter(ids, after);
  for (let rank = nextMark(marks, start); rank < ids.length; rank = nextMark(marks, rank + 1)) {
    const id = ids[rank] as string;
    if (!(before(id) && visit(id, ranked[rank], rank))) return;
  }
  before(undefined);
}

function nextMark(marks: Uint32Array, from: number): number {
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

function placeAfter(sorted: readonly string[], after: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as string) > after) high = middle;
    else low = middle + 1;
  }
  return low;
}
