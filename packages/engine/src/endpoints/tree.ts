import type { Endpoint } from "@authz/model";

/** The endpoints of a policy, by their segments. */
export interface EndpointTree {
  /** The one that wins for a path's segments, decoded; `HEAD` must have been made `GET`. */
  find(method: string, segments: readonly string[]): Endpoint | undefined;
}

/** What endpoints have in common that begin with the same segments. */
interface Node {
  readonly literals: Map<string, Node>;
  parameter: Node | undefined;
  /** Of endpoints that end here, by method. */
  readonly ends: Map<string, Endpoint>;
  /** Of endpoints that take all that follows, by method. */
  readonly rests: Map<string, Endpoint>;
}

/**
 * From the left a literal before `{name}` before `{name...}`, then a named method before `*`. A step that leads nowhere is
 * taken back, so a request looks at most at each node once that its segments can lead to.
 */
export function createEndpointTree(endpoints: readonly Endpoint[]): EndpointTree {
  const root = createNode();
  for (const endpoint of endpoints) add(endpoint, root);
  return { find: (method, segments) => find(root, method, segments, 0) };
}

function createNode(): Node {
  return { literals: new Map(), parameter: undefined, ends: new Map(), rests: new Map() };
}

function add(endpoint: Endpoint, root: Node): void {
  let node = root;
  for (const segment of endpoint.segments) {
    if (segment.kind === "rest") {
      node.rests.set(endpoint.method, endpoint);
      return;
    }
    node = segment.kind === "literal" ? literalOf(node, segment.text) : parameterOf(node);
  }
  node.ends.set(endpoint.method, endpoint);
}

function literalOf({ literals }: Node, text: string): Node {
  const known = literals.get(text);
  if (known !== undefined) return known;
  const made = createNode();
  literals.set(text, made);
  return made;
}

function parameterOf(node: Node): Node {
  node.parameter ??= createNode();
  return node.parameter;
}

/** As deep as the deepest endpoint, however long the path is. */
function find(node: Node, method: string, segments: readonly string[], at: number): Endpoint | undefined {
  const segment = segments[at];
  if (segment === undefined) return ofMethod(node.ends, method);
  const literal = node.literals.get(segment);
  return (
    (literal && find(literal, method, segments, at + 1)) ??
    (node.parameter && find(node.parameter, method, segments, at + 1)) ??
    ofMethod(node.rests, method)
  );
}

function ofMethod(endpoints: ReadonlyMap<string, Endpoint>, method: string): Endpoint | undefined {
  return endpoints.get(method) ?? endpoints.get("*");
}
