import {
  splitRequestTarget,
  type Endpoint,
  type EndpointIdPart,
  type EndpointSegment,
  type Policy,
  type Ref,
  type RequestTargetProblem,
} from "@authz/model";
import { createSchema } from "../schema/schema.ts";
import { createFoldedTree } from "./folded.ts";
import { createEndpointTree, type EndpointTree } from "./tree.ts";

/** An HTTP request, by its method and its request-target (path with query, as it came over the wire). */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  /** That the router behind takes letters of any case: a path that is another endpoint's in another case is rejected. */
  readonly anyCase?: boolean;
}

/** What an endpoint asks, as a request spells it: add a `subject` and it can be checked. */
export interface MatchedQuestion {
  readonly action: { readonly name: string };
  readonly resource: Ref;
}

/** What the policy's endpoints make of an HTTP request. `endpoint` is the one that won, as it was declared. */
export type MatchedRequest =
  | { readonly kind: "question"; readonly question: MatchedQuestion; readonly endpoint: Endpoint }
  | { readonly kind: "public"; readonly endpoint: Endpoint }
  /** Nothing is listed for it: `no_grant`. */
  | { readonly kind: "none" }
  /** It could be read in more than one way: `invalid_request`. */
  | { readonly kind: "rejected"; readonly problem: MatchProblem };

/** Why a request is not matched to anything: its parts could be read in more than one way. */
export type MatchProblem = RequestTargetProblem | "no text" | "case";

export type Matcher = (request: HttpRequest) => MatchedRequest;

/** Made once for a policy; a request then costs its length, and not the number of endpoints. */
export function createMatcher(policy: Policy): Matcher {
  const tree = createEndpointTree(policy.endpoints);
  let folded: EndpointTree | undefined;
  return (request) => {
    const { method, path, anyCase = false } = Object(request) as Partial<HttpRequest>;
    if (typeof method !== "string" || typeof path !== "string") return { kind: "rejected", problem: "no text" };
    const target = splitRequestTarget(path);
    if ("problem" in target) return { kind: "rejected", problem: target.problem };
    const wanted = method === "HEAD" ? "GET" : method;
    const endpoint = tree.find(wanted, target.segments);
    if (endpoint === undefined) return { kind: "none" };
    if (!anyCase) return answer(endpoint, target.segments, policy);
    folded ??= createFoldedTree(policy.endpoints);
    const isOnlyOne = folded.find(wanted, target.segments) === endpoint;
    return isOnlyOne ? answer(endpoint, target.segments, policy) : { kind: "rejected", problem: "case" };
  };
}

function answer(endpoint: Endpoint, path: readonly string[], policy: Policy): MatchedRequest {
  const { target, segments } = endpoint;
  if (target === "public") return { kind: "public", endpoint };
  const text = (part: EndpointIdPart): string =>
    part.kind === "literal" ? part.text : valueOf(part.name, segments, path);
  const entry = createSchema(policy).types.get(target.type);
  const action = entry?.type.resource?.actions.find(({ name }) => name === target.action);
  const id = target.id.reduce((before, part) => before + text(part), "");
  const question = {
    action: { name: action?.wire ?? target.action },
    resource: { type: entry?.type.wire ?? target.type, id },
  };
  return { kind: "question", question, endpoint };
}

/** The question alone. */
export function questionOf(matched: MatchedRequest): MatchedQuestion | "public" | undefined {
  if (matched.kind === "question") return matched.question;
  return matched.kind === "public" ? "public" : undefined;
}

function valueOf(name: string, segments: readonly EndpointSegment[], path: readonly string[]): string {
  const index = segments.findIndex((segment) => segment.kind !== "literal" && segment.name === name);
  return segments[index]?.kind === "rest" ? path.slice(index).join("/") : (path[index] ?? "");
}
