import {
  splitRequestTarget,
  type Endpoint,
  type EndpointSegment,
  type Policy,
  type Ref,
  type RequestTargetProblem,
} from "@authz/model";
import { createSchema, type TypeEntry } from "../schema/schema.ts";
import { createEndpointTree, createFoldedTree, type EndpointTree, type Route } from "./tree.ts";

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
  const routes = policy.endpoints.map((endpoint) => routeTo(endpoint, policy));
  const tree = createEndpointTree(routes);
  let folded: EndpointTree<Asking> | undefined;
  return (request) => {
    const { method, path, anyCase = false } = Object(request) as Partial<HttpRequest>;
    if (typeof method !== "string" || typeof path !== "string") return { kind: "rejected", problem: "no text" };
    const target = splitRequestTarget(path);
    if ("problem" in target) return { kind: "rejected", problem: target.problem };
    const wanted = method === "HEAD" ? "GET" : method;
    const route = tree.find(wanted, target.segments);
    if (route === undefined) return { kind: "none" };
    if (anyCase) {
      folded ??= createFoldedTree(routes);
      if (folded.find(wanted, target.segments) !== route) return { kind: "rejected", problem: "case" };
    }
    const { endpoint, question } = route;
    return question === undefined
      ? { kind: "public", endpoint }
      : { kind: "question", question: question(target.segments), endpoint };
  };
}

/** An endpoint, with the question that it asks of a path; none: it is public. */
interface Asking extends Route {
  readonly endpoint: Endpoint;
  readonly question?: (path: readonly string[]) => MatchedQuestion;
}

function routeTo(endpoint: Endpoint, policy: Policy): Asking {
  const { method, segments, target } = endpoint;
  if (target === "public") return { method, segments, endpoint };
  const { wire: type, resource } = (createSchema(policy).types.get(target.type) as TypeEntry).type;
  const name = resource?.actions.find((action) => action.name === target.action)?.wire as string;
  const parts = target.id.map((part) => (part.kind === "literal" ? part.text : placeOf(part.name, segments)));
  return {
    method,
    segments,
    endpoint,
    question(path) {
      let id = "";
      for (const part of parts) id += textOf(part, path);
      return { action: { name }, resource: { type, id } };
    },
  };
}

/** A text, or the number of the segment that stands there; negative: of the first of all that follow. */
type IdPart = string | number;

function placeOf(name: string, segments: readonly EndpointSegment[]): IdPart {
  const at = segments.findIndex((segment) => segment.kind !== "literal" && segment.name === name);
  return segments[at]?.kind === "rest" ? ~at : at;
}

function textOf(part: IdPart, path: readonly string[]): string {
  if (typeof part === "string") return part;
  return part < 0 ? path.slice(~part).join("/") : (path[part] as string);
}

/** The question alone. */
export function questionOf(matched: MatchedRequest): MatchedQuestion | "public" | undefined {
  if (matched.kind === "question") return matched.question;
  return matched.kind === "public" ? "public" : undefined;
}
