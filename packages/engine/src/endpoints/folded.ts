import type { Endpoint } from "@authz/model";
import { createEndpointTree, type EndpointTree } from "./tree.ts";

/**
 * Finds what a router that takes letters of any case could find. Where several endpoints are one to it, nothing is found:
 * which of them it takes depends on the order in which its routes were made.
 */
export function createFoldedTree(endpoints: readonly Endpoint[]): EndpointTree {
  const originals = new Map<string, Endpoint[]>();
  for (const endpoint of endpoints) {
    const key = JSON.stringify([endpoint.method, shapeOf(endpoint)]);
    originals.set(key, [...(originals.get(key) ?? []), endpoint]);
  }
  const single = new Map<Endpoint, Endpoint>();
  for (const [endpoint, ...others] of originals.values())
    if (endpoint !== undefined) single.set(foldEndpoint(endpoint), others.length === 0 ? endpoint : several);
  const tree = createEndpointTree([...single.keys()]);
  return {
    find(method, segments) {
      const found = tree.find(method, segments.map(fold));
      const original = found && single.get(found);
      return original === several ? undefined : original;
    },
  };
}

const several: Endpoint = { method: "*", segments: [], target: "public", origin: { source: "", line: 0, column: 0 } };

function shapeOf({ segments }: Endpoint): readonly string[] {
  return segments.map((segment) => (segment.kind === "literal" ? `=${fold(segment.text)}` : segment.kind));
}

function foldEndpoint(endpoint: Endpoint): Endpoint {
  const segments = endpoint.segments.map((segment) =>
    segment.kind === "literal" ? { ...segment, text: fold(segment.text) } : segment,
  );
  return { ...endpoint, segments };
}

/** Joins more than any router does: the Kelvin sign is a k, and a long s is an s. */
function fold(text: string): string {
  return text.toUpperCase().toLowerCase();
}
