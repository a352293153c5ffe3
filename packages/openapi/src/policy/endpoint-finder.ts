import { compile } from "@authz/engine";
import type { Endpoint, Policy } from "@authz/model";

/** A path by its segments; undefined is a parameter. */
export type Segments = readonly (string | undefined)[];

/** Finds the endpoint that answers every request of a method and a path with parameters. */
export type EndpointFinder = (method: string, segments: Segments) => Endpoint | undefined;

/** The engine itself says which endpoint wins. */
export function createEndpointFinder(policy: Policy): EndpointFinder {
  const engine = compile({ ...policy, ...nothingElse });
  const filler = createFiller(policy.endpoints);
  return (method, segments) => {
    const path = segments.map((segment) => encodeURIComponent(segment ?? filler));
    const matched = engine.matchRequest({ method, path: `/${path.join("/")}` });
    return matched.kind === "question" || matched.kind === "public" ? matched.endpoint : undefined;
  };
}

const nothingElse = { rules: [], requirements: [], claims: [], exclusives: [], scopes: [], fixtures: [], tests: [] };

/** A segment that no endpoint has as a literal. */
function createFiller(endpoints: readonly Endpoint[]): string {
  const literals = new Set(endpoints.flatMap(({ segments }) => segments.map((one) => ("text" in one ? one.text : ""))));
  let filler = "any";
  while (literals.has(filler)) filler += "-";
  return filler;
}

/** The segments of a path with parameters, as finders take them. */
export function segmentsOf(segments: readonly ({ readonly text: string } | { readonly name: string })[]): Segments {
  return segments.map((one) => ("text" in one ? one.text : undefined));
}

/** An endpoint as a policy writes it: `GET /pets/{id}`. */
export function nameOfEndpoint({ method, segments }: Endpoint): string {
  const parts = segments.map((one) => {
    switch (one.kind) {
      case "literal":
        return encodeURIComponent(one.text);
      case "parameter":
        return `{${one.name}}`;
      case "rest":
        return `{${one.name}...}`;
    }
  });
  return `${method} /${parts.join("/")}`;
}
