import type { Code } from "@authz/engine";

/** The page of a decision's code: what it means for whoever asked, and what to do about it. */
export interface DecisionPage {
  readonly code: Code;
  readonly decision: boolean;
  readonly summary: string;
  readonly why: string;
  readonly help: string;
}

/** In the order in which they are tried: the first that applies is the answer. */
export const decisionPages: readonly DecisionPage[] = [
  {
    code: "invalid_request",
    decision: false,
    summary: "The request does not fit what the policy declares",
    why: "A property of the subject, the action, the resource or the context, or a claim of the token, is of another type than the policy says. Values are never converted and never dropped, so the request is not decided at all. A property that is not there is no such case: what needs it is unknown.",
    help: "Send the value in its declared type; the message names it.",
  },
  {
    code: "denied_by_rule",
    decision: false,
    summary: "A `deny` rule applies",
    why: "Deny wins over every allow, whatever roles the subject holds. The rules that apply are listed with the decision, and their `because` is its message.",
    help: "If the subject should be allowed, narrow the deny with `when`, `unless` or `but not`; no further role will help.",
  },
  {
    code: "error",
    decision: false,
    summary: "It could not be decided, for something is unknown",
    why: "An attribute that a condition reads is missing or of a wrong type. An allow needs its conditions to be true, and a deny applies unless they are false; so what is unknown can only narrow access.",
    help: "Give the missing attributes in the facts or in the request, or declare them optional and test them with `has`. `authz check … --explain` shows which ones.",
  },
  {
    code: "separation_of_duty",
    decision: false,
    summary: "It would be allowed, but the subject holds roles that exclude one another",
    why: "An `exclusive` declaration says how many of its roles one person may hold. Whoever holds more of them is allowed nothing by any of them.",
    help: "Take one of the roles away from the subject, or, if the set is `exclusive active`, act with fewer roles at a time.",
  },
  {
    code: "no_grant",
    decision: false,
    summary: "No `allow` rule applies",
    why: "What no rule allows is denied. So is an action or a type that the policy does not know.",
    help: "Give the subject a role that may do it, or add an allow rule. `authz check … --explain` shows what each rule would have needed.",
  },
  {
    code: "insufficient_scope",
    decision: false,
    summary: "The subject may do it, but the token's scopes do not cover it",
    why: "Scopes are a ceiling: a token that names scopes may be used only for what one of them covers, and what `require scope` asks for besides. A token without a `scope` claim has no ceiling.",
    help: "Ask the authorization server for one of the scopes of `any_of` and all those of `all_of`.",
  },
  {
    code: "step_up_required",
    decision: false,
    summary: "The subject may do it after a stronger or a more recent sign-in",
    why: "A `require` rule asks for an assurance that the token does not show: an `acr` or `amr` value that it lists, or an `auth_time` that is recent enough.",
    help: "Let the person sign in again with one of the `acr_values` or `amr_values`, not longer ago than `max_age` seconds.",
  },
  {
    code: "granted",
    decision: true,
    summary: "It is allowed",
    why: "An allow rule holds, no deny does, the token's scopes cover it and every requirement is met. The rules that hold are listed with the decision.",
    help: "Nothing is left to do. `authz check … --explain` shows by which way the subject holds the role.",
  },
];
