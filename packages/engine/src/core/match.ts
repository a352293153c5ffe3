import type { Endpoint, Ref } from "@authz/model";
import type { Matcher, MatchProblem } from "../endpoints/match.ts";
import type { Schema } from "../schema/schema.ts";

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

/** What the endpoints make of the request, in the wire's spelling. */
export function matchRequest(
  request: HttpRequest,
  { matcher, schema }: { readonly matcher: Matcher; readonly schema: Schema },
): MatchedRequest {
  const match = matcher(request);
  if (match.kind !== "question") return match;
  const entry = schema.types.get(match.type);
  const action = entry?.type.resource?.actions.find(({ name }) => name === match.action);
  const question = {
    action: { name: action?.wire ?? match.action },
    resource: { type: entry?.type.wire ?? match.type, id: match.id },
  };
  return { kind: "question", question, endpoint: match.endpoint };
}

/** The question alone. */
export function questionOf(matched: MatchedRequest): MatchedQuestion | "public" | undefined {
  if (matched.kind === "question") return matched.question;
  return matched.kind === "public" ? "public" : undefined;
}
