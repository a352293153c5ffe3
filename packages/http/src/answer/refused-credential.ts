import { refusalCodes, type Refusal } from "@authz/identity";
import { problem, type Answer } from "./answer.ts";
import { writeChallenges, type Scheme, type Schemes } from "./challenge.ts";

/** What the caller is told of a refusal: the same for all reasons of one kind, so that nobody learns from it which tokens there are. */
const descriptions = {
  invalid_request: "The request's credentials are malformed, or more than one.",
  invalid_token: "The access token is not valid.",
  invalid_dpop_proof: "The DPoP proof is not valid.",
  use_dpop_nonce: "The DPoP proof needs the nonce of the header DPoP-Nonce.",
} as const;

/** The answer to a credential that was refused; `scheme` is the one that it came with. */
export function answerRefusal(
  { code }: Pick<Refusal, "code">,
  scheme: Scheme | undefined,
  schemes: Schemes,
  requestId: string,
): Answer {
  const { error } = refusalCodes[code];
  switch (error) {
    case "none":
      return answerUnauthenticated(schemes, requestId);
    case "temporarily_unavailable":
      return problem(503, { detail: "Credentials cannot be checked now." }, requestId, { "retry-after": "5" });
    case "invalid_request":
      return challenged(400, error, scheme, schemes, requestId);
    case "invalid_token":
    case "invalid_dpop_proof":
    case "use_dpop_nonce":
      return challenged(401, error, scheme, schemes, requestId);
  }
}

/** Nothing was presented, or nothing of a kind that is taken: a challenge without an error (RFC 6750 3.1). */
export function answerUnauthenticated(schemes: Schemes, requestId: string): Answer {
  const challenges = writeChallenges(schemes);
  if (challenges === undefined) return problem(403, {}, requestId);
  return problem(401, { detail: "The request needs a credential." }, requestId, { "www-authenticate": challenges });
}

function challenged(
  status: 400 | 401,
  error: keyof typeof descriptions,
  scheme: Scheme | undefined,
  schemes: Schemes,
  requestId: string,
): Answer {
  // An error is said by the scheme that it is about, or by the first that can say one.
  const told = scheme ?? "bearer";
  const parameters = { error, error_description: descriptions[error] };
  const challenges = writeChallenges(schemes, told, parameters);
  const members = told === "basic" ? {} : { error, detail: descriptions[error] };
  return problem(status, members, requestId, challenges === undefined ? {} : { "www-authenticate": challenges });
}
