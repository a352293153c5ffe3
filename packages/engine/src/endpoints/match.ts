import {
  splitRequestTarget,
  type Endpoint,
  type EndpointIdPart,
  type EndpointSegment,
  type Policy,
  type RequestTargetProblem,
} from "@authz/model";
import { createFoldedTree } from "./folded.ts";
import { createEndpointTree, type EndpointTree } from "./tree.ts";

/** What an HTTP request asks, in declared names; or that it asks nothing, or cannot be understood safely. */
export type Match =
  | {
      readonly kind: "question";
      readonly action: string;
      readonly type: string;
      readonly id: string;
      readonly endpoint: Endpoint;
    }
  | { readonly kind: "public"; readonly endpoint: Endpoint }
  | { readonly kind: "none" }
  | { readonly kind: "rejected"; readonly problem: MatchProblem };

/** Why a request is not matched to anything: its parts could be read in more than one way. */
export type MatchProblem = RequestTargetProblem | "no text" | "case";

export interface MatchedParts {
  readonly method: string;
  readonly path: string;
  /** That the router behind takes letters of any case: a path that is another endpoint's in another case is rejected. */
  readonly anyCase?: boolean;
}

export type Matcher = (request: MatchedParts) => Match;

/** Made once for a policy; a request then costs its length, and not the number of endpoints. */
export function createMatcher(policy: Policy): Matcher {
  const tree = createEndpointTree(policy.endpoints);
  let folded: EndpointTree | undefined;
  return (request) => {
    const { method, path, anyCase = false } = Object(request) as Partial<MatchedParts>;
    if (typeof method !== "string" || typeof path !== "string") return { kind: "rejected", problem: "no text" };
    const target = splitRequestTarget(path);
    if ("problem" in target) return { kind: "rejected", problem: target.problem };
    const wanted = method === "HEAD" ? "GET" : method;
    const endpoint = tree.find(wanted, target.segments);
    if (endpoint === undefined) return { kind: "none" };
    if (!anyCase) return answer(endpoint, target.segments);
    folded ??= createFoldedTree(policy.endpoints);
    const isOnlyOne = folded.find(wanted, target.segments) === endpoint;
    return isOnlyOne ? answer(endpoint, target.segments) : { kind: "rejected", problem: "case" };
  };
}

function answer(endpoint: Endpoint, path: readonly string[]): Match {
  const { target, segments } = endpoint;
  if (target === "public") return { kind: "public", endpoint };
  const text = (part: EndpointIdPart): string =>
    part.kind === "literal" ? part.text : valueOf(part.name, segments, path);
  return { kind: "question", action: target.action, type: target.type, id: target.id.map(text).join(""), endpoint };
}

function valueOf(name: string, segments: readonly EndpointSegment[], path: readonly string[]): string {
  const index = segments.findIndex((segment) => segment.kind !== "literal" && segment.name === name);
  return segments[index]?.kind === "rest" ? path.slice(index).join("/") : (path[index] ?? "");
}
