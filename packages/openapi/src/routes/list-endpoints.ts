import type { Origin, Policy } from "@authz/model";
import { demandOf } from "../policy/demand.ts";
import { nameOfEndpoint } from "../policy/endpoint-finder.ts";
import { createClosure, leastSets, type ScopeSet } from "../policy/scope-sets.ts";

/** One endpoint with what a caller needs there. */
export interface ListedEndpoint {
  readonly method: string;
  readonly path: string;
  readonly public: boolean;
  /** Declared names; absent when it is public. */
  readonly action?: string;
  readonly type?: string;
  /** With `{name}` for what the path has there. */
  readonly id?: string;
  /** Each is a set of scopes of which a token needs all; those of conditional requirements are among them. */
  readonly scopes: readonly ScopeSet[];
  /** Names of assurances that a requirement may ask for. */
  readonly assurances: readonly string[];
  /** Ids of requirements that speak of it. */
  readonly requirements: readonly string[];
  readonly origin: Origin;
}

/** All endpoints of a policy by path and method. A policy without scopes asks for none: `scopes` is `[[]]`. */
export function listEndpoints(policy: Policy): readonly ListedEndpoint[] {
  const closure = createClosure(policy);
  return policy.endpoints.map((endpoint): ListedEndpoint => {
    const { target, origin } = endpoint;
    const path = nameOfEndpoint(endpoint).slice(endpoint.method.length + 1);
    const head = { method: endpoint.method, path };
    if (target === "public") return { ...head, public: true, scopes: [], assurances: [], requirements: [], origin };
    const demand = demandOf(endpoint, policy);
    return {
      ...head,
      public: false,
      action: target.action,
      type: target.type,
      id: target.id.map((part) => (part.kind === "literal" ? part.text : `{${part.name}}`)).join(""),
      scopes: leastSets(demand, closure),
      assurances: demand.assurances,
      requirements: demand.requirements.map(({ id }) => id),
      origin,
    };
  });
}
