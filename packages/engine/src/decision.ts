/** What was decided, and why: the rows of the table of decisions, in this order. */
export type Code =
  | "invalid_request"
  | "denied_by_rule"
  | "error"
  | "separation_of_duty"
  | "no_grant"
  | "insufficient_scope"
  | "step_up_required"
  | "granted";

export interface Decision {
  readonly decision: boolean;
  readonly code: Code;
  /** The rules that determined it, by id. */
  readonly rules: readonly RuleReference[];
  /** The version of the policy. */
  readonly policy: string;
  /** The `because` of those rules; for `invalid_request`, what does not fit. */
  readonly message?: string;
  /** With `insufficient_scope` and `step_up_required`: all that is missing. */
  readonly challenge?: Challenge;
  /** When asked for. */
  readonly explanation?: Explanation;
}

export interface RuleReference {
  readonly id: string;
  readonly effect: "allow" | "deny" | "require";
  /** `file:line:column` */
  readonly at: string;
  /** Its `because`. */
  readonly reason?: string;
}

/** What a caller would need besides (RFC 6750 `insufficient_scope`, RFC 9470 `insufficient_user_authentication`). */
export interface Challenge {
  readonly scopes: {
    /** Scopes each of which would cover the action; empty when it is covered, or nothing covers it. */
    readonly any_of: readonly string[];
    /** Scopes that are required besides and missing. */
    readonly all_of: readonly string[];
  };
  readonly assurances: readonly AssuranceChallenge[];
}

export interface AssuranceChallenge {
  readonly name: string;
  readonly acr_values: readonly string[];
  readonly amr_values: readonly string[];
  /** Seconds. */
  readonly max_age?: number;
}

/** Why, as a tree of sentences: for an allow the way by which it holds, for a deny what would have been needed. */
export interface Explanation {
  readonly summary: string;
  readonly details: readonly ExplanationNode[];
}

export interface ExplanationNode {
  /** One sentence. Values of sensitive attributes never stand in it. */
  readonly text: string;
  /** Whether what it says holds; absent where it is no claim. */
  readonly holds?: boolean | "unknown";
  /** `file:line:column` in the policy. */
  readonly at?: string;
  readonly details: readonly ExplanationNode[];
}
