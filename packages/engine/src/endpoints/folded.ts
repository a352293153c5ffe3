import { createEndpointTree, type EndpointTree, type Route } from "./tree.ts";

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
