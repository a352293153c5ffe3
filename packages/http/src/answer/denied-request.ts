import type { AssuranceChallenge, Challenge, Decision } from "@authz/engine";
import { problem, type Answer } from "./answer.ts";
import { wordList, writeChallenges, type Scheme, type Schemes } from "./challenge.ts";
import type { ScopeBreadth } from "./scope-breadth.ts";
import { answerUnauthenticated } from "./refused-credential.ts";

/** Who was denied: by which scheme the credential came, or nobody. */
export interface DeniedCaller {
  readonly scheme: Scheme | undefined;
  readonly schemes: Schemes;
  readonly requestId: string;
  /** Whether the `because` of the rules is told. */
  readonly showReasons: boolean;
  readonly breadth: ScopeBreadth;
}

/**
 * The answer to a request that the policy does not allow. Neither a rule nor an id of one is in it. To whom is not known a
 * credential is all that can help, so it is a 401; an `error` (the data that the answer depends on is missing) looks like any other
 * denial, since whoever asks about what does not exist would otherwise learn it.
 */
export function answerDenial(decision: Decision, caller: DeniedCaller): Answer {
  const { requestId, showReasons } = caller;
  switch (decision.code) {
    case "invalid_request":
      return problem(400, { detail: "The request does not fit what can be asked here." }, requestId);
    case "insufficient_scope":
    case "step_up_required":
      if (caller.scheme === undefined) return answerUnauthenticated(caller.schemes, requestId);
      return decision.code === "insufficient_scope"
        ? answerScope(decision.challenge, caller.scheme, caller)
        : answerStepUp(decision.challenge, caller.scheme, caller);
    case "denied_by_rule":
    case "separation_of_duty":
    case "no_grant":
    case "error":
    // A decision that grants is no denial; whoever asks for an answer to it gets the safe one.
    case "granted":
      if (caller.scheme === undefined) return answerUnauthenticated(caller.schemes, requestId);
      return problem(403, showReasons ? { detail: decision.message } : {}, requestId);
  }
}

/** RFC 6750 3.1. A header names one list of scopes: those that are required, and the smallest that would cover the action. */
function answerScope(challenge: Challenge | undefined, scheme: Scheme, caller: DeniedCaller): Answer {
  const { schemes, requestId, breadth } = caller;
  const { any_of = [], all_of = [] } = challenge?.scopes ?? {};
  const error = "insufficient_scope";
  const error_description = "The access token lacks a scope.";
  const covering = any_of.toSorted((left, right) => breadth(left) - breadth(right));
  const scope = wordList([...covering.slice(0, 1), ...all_of]);
  const challenges = writeChallenges(schemes, scheme, { error, error_description, scope });
  const members = { error, detail: error_description, any_of, all_of };
  return problem(403, members, requestId, challenges === undefined ? {} : { "www-authenticate": challenges });
}

/** RFC 9470 3. Signing in again helps whoever signs in: with a password alone there is no stronger way. */
function answerStepUp(challenge: Challenge | undefined, scheme: Scheme, caller: DeniedCaller): Answer {
  const { schemes, requestId } = caller;
  const { acr, maxAge } = joinAssurances(challenge?.assurances ?? []);
  const told = scheme === "basic" ? "bearer" : scheme;
  if (!schemes.bearer && schemes.dpop === undefined) return problem(403, {}, requestId);
  const error = "insufficient_user_authentication";
  const error_description = "A different or more recent authentication is needed.";
  const asked = { acr_values: wordList(acr), max_age: maxAge === undefined ? undefined : String(maxAge) };
  const challenges = writeChallenges(schemes, told, { error, error_description, ...asked });
  const members = { error, detail: error_description, acr_values: asked.acr_values, max_age: maxAge };
  return problem(401, members, requestId, challenges === undefined ? {} : { "www-authenticate": challenges });
}

/**
 * Several assurances in one challenge, of which a client takes any one `acr`: those that all of them take, in the first one's
 * order, or the first one's when there are none; and the shortest time. An assurance without `acr` says nothing here: the RFC has
 * no word for `amr`.
 */
function joinAssurances(assurances: readonly AssuranceChallenge[]): {
  readonly acr: readonly string[];
  readonly maxAge: number | undefined;
} {
  const [first = [], ...others] = assurances.map(({ acr_values }) => acr_values).filter((values) => values.length > 0);
  const common = first.filter((value) => others.every((values) => values.includes(value)));
  const ages = assurances.flatMap(({ max_age }) => max_age ?? []);
  return {
    acr: common.length > 0 ? common : first,
    maxAge: ages.length === 0 ? undefined : Math.min(...ages),
  };
}
