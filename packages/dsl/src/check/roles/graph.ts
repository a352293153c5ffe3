/** A directed edge; nodes are strings. */
export interface Edge {
  readonly from: string;
  readonly to: string;
}

export type Outgoing<E extends Edge> = ReadonlyMap<string, readonly E[]>;

export function outgoing<E extends Edge>(edges: readonly E[]): Outgoing<E> {
  return Map.groupBy(edges, (edge) => edge.from);
}

/**
 * The strongly connected components that hold a cycle: more than one node, or a node with an edge to itself (Tarjan, with a
 * stack of its own, since chains can be long). In the order in which their first node is met.
 */
export function cyclicComponents<E extends Edge>(graph: Outgoing<E>): readonly ReadonlySet<string>[] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const open = new Set<string>();
  const found: ReadonlySet<string>[] = [];
  const lower = (node: string, to: number | undefined): void => {
    low.set(node, Math.min(low.get(node) ?? Infinity, to ?? Infinity));
  };
  const work: { readonly node: string; next: number }[] = [];
  const enter = (node: string): void => {
    low.set(node, index.size);
    index.set(node, index.size);
    stack.push(node);
    open.add(node);
    work.push({ node, next: 0 });
  };
  for (const start of graph.keys()) {
    if (!index.has(start)) enter(start);
    for (let top = work.at(-1); top !== undefined; top = work.at(-1)) {
      const edge = graph.get(top.node)?.[top.next++];
      if (edge === undefined) {
        work.pop();
        const parent = work.at(-1);
        if (parent !== undefined) lower(parent.node, low.get(top.node));
        if (low.get(top.node) === index.get(top.node)) keepCyclic(close(top.node, stack, open), graph, found);
      } else if (!index.has(edge.to)) enter(edge.to);
      else if (open.has(edge.to)) lower(top.node, index.get(edge.to));
    }
  }
  return found;
}

/** Takes the component of `root` from the open nodes: `root` and all that were opened after it. */
function close(root: string, stack: string[], open: Set<string>): ReadonlySet<string> {
  const component = new Set<string>();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    open.delete(node);
    component.add(node);
    if (node === root) break;
  }
  return component;
}

function keepCyclic<E extends Edge>(
  component: ReadonlySet<string>,
  graph: Outgoing<E>,
  found: ReadonlySet<string>[],
): void {
  const [only] = component;
  const loops = only !== undefined && graph.get(only)?.some((edge) => edge.to === only) === true;
  if (component.size > 1 || loops) found.push(component);
}

/** The shortest cycle through a node, inside a component. */
export function shortestCycle<E extends Edge>(
  through: string,
  component: ReadonlySet<string>,
  graph: Outgoing<E>,
): readonly E[] {
  const reachedBy = new Map<string, E | undefined>([[through, undefined]]);
  for (const node of reachedBy.keys()) {
    for (const edge of graph.get(node) ?? []) {
      if (edge.to === through) return [...wayBack(edge.from, reachedBy), edge];
      if (component.has(edge.to) && !reachedBy.has(edge.to)) reachedBy.set(edge.to, edge);
    }
  }
  return [];
}

/** The shortest cycle that begins with the edge. */
export function cycleFrom<E extends Edge>(edge: E, component: ReadonlySet<string>, graph: Outgoing<E>): readonly E[] {
  const reachedBy = new Map<string, E | undefined>([[edge.to, undefined]]);
  for (const node of reachedBy.keys()) {
    if (node === edge.from) break;
    for (const next of graph.get(node) ?? []) {
      if (component.has(next.to) && !reachedBy.has(next.to)) reachedBy.set(next.to, next);
    }
  }
  return [edge, ...wayBack(edge.from, reachedBy)];
}

/** From where the search began to the node. */
function wayBack<E extends Edge>(to: string, reachedBy: ReadonlyMap<string, E | undefined>): readonly E[] {
  const way: E[] = [];
  for (let edge = reachedBy.get(to); edge !== undefined; edge = reachedBy.get(edge.from)) way.push(edge);
  return way.reverse();
}
