import type { Endpoint } from "@authz/model";

/** What stands for an endpoint. */
export type Route = Pick<Endpoint, "method" | "segments">;

/** The endpoints of a policy, by their segments. */
export interface EndpointTree<R extends Route> {
  /** The one that wins for a path's segments, decoded; `HEAD` must have been made `GET`. */
  find(method: string, segments: readonly string[]): R | undefined;
}

/** What endpoints have in common that begin with the same segments. */
interface Node<R> {
  readonly literals: Map<string, Node<R>>;
  parameter: Node<R> | undefined;
  /** Of endpoints that end here, by method. */
  readonly ends: Map<string, R>;
  /** Of endpoints that take all that follows, by method. */
  readonly rests: Map<string, R>;
}

/**
 * From the left a literal before `{name}` before `{name...}`, then a named method before `*`. A step that leads nowhere is
 * taken back, so a request looks at most at each node once that its segments can lead to.
 */
export function createEndpointTree<R extends Route>(routes: readonly R[]): EndpointTree<R> {
  const root = createNode<R>();
  for (const route of routes) add(route, root);
  return { find: (method, segments) => find(root, method, segments, 0) };
}

function createNode<R>(): Node<R> {
  return { literals: new Map(), parameter: undefined, ends: new Map(), rests: new Map() };
}

function add<R extends Route>(route: R, root: Node<R>): void {
  let node = root;
  for (const segment of route.segments) {
    if (segment.kind === "rest") {
      node.rests.set(route.method, route);
      return;
    }
    node = segment.kind === "literal" ? literalOf(node, segment.text) : parameterOf(node);
  }
  node.ends.set(route.method, route);
}

function literalOf<R>({ literals }: Node<R>, text: string): Node<R> {
  const known = literals.get(text);
  if (known !== undefined) return known;
  const made = createNode<R>();
  literals.set(text, made);
  return made;
}

function parameterOf<R>(node: Node<R>): Node<R> {
  node.parameter ??= createNode<R>();
  return node.parameter;
}

/** As deep as the deepest endpoint, however long the path is. */
function find<R>(node: Node<R>, method: string, segments: readonly string[], at: number): R | undefined {
  const segment = segments[at];
  if (segment === undefined) return ofMethod(node.ends, method);
  const literal = node.literals.get(segment);
  return (
    (literal && find(literal, method, segments, at + 1)) ??
    (node.parameter && find(node.parameter, method, segments, at + 1)) ??
    ofMethod(node.rests, method)
  );
}

function ofMethod<R>(routes: ReadonlyMap<string, R>, method: string): R | undefined {
  return routes.get(method) ?? routes.get("*");
}

/**
 * Finds what a router that takes letters of any case could find. Where several endpoints are one to it, nothing is found:
 * which of them it takes depends on the order in which its routes were made.
 */
export function createFoldedTree<R extends Route>(routes: readonly R[]): EndpointTree<R> {
  const originals = new Map<string, R[]>();
  for (const route of routes) {
    const key = JSON.stringify([route.method, shapeOf(route)]);
    originals.set(key, [...(originals.get(key) ?? []), route]);
  }
  const tree = createEndpointTree(Array.from(originals.values(), foldRoutes));
  return {
    find: (method, segments) => tree.find(method, segments.map(fold))?.only,
  };
}

interface Folded<R> extends Route {
  /** The one that it stands for; undefined: several. */
  readonly only: R | undefined;
}

function shapeOf({ segments }: Route): readonly string[] {
  return segments.map((segment) => (segment.kind === "literal" ? `=${fold(segment.text)}` : segment.kind));
}

/** Of some that are one when folded. */
function foldRoutes<R extends Route>(routes: readonly R[]): Folded<R> {
  const [{ method, segments }] = routes as readonly [R];
  return {
    method,
    segments: segments.map((segment) =>
      segment.kind === "literal" ? { ...segment, text: fold(segment.text) } : segment,
    ),
    only: routes.length === 1 ? routes[0] : undefined,
  };
}

/** Joins more than any router does: the Kelvin sign is a k, and a long s is an s. */
function fold(text: string): string {
  return text.toUpperCase().toLowerCase();
}
