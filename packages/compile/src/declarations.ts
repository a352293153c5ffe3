/** What every module exports; self-contained, since the module has no dependencies either. */
export const declarations = `/** An AuthZEN request: who wants to do what with what. */
export interface Request {
  readonly subject: Entity;
  readonly action: { readonly name: string; readonly properties?: Properties };
  readonly resource: Entity;
  readonly context?: Properties;
}

export interface Entity {
  readonly type: string;
  /** Not needed by the subject type "anonymous". */
  readonly id?: string;
  readonly properties?: Properties;
}

export interface Properties {
  readonly [name: string]: unknown;
}

/** Facts as plain JSON, as facts files hold them. */
export interface Facts {
  readonly entities?: readonly Properties[];
  readonly assignments?: readonly Properties[];
}

export interface ClockOption {
  /** The time of requests that bring none; default: the system's clock. */
  readonly clock?: () => Date;
}

export interface Options extends ClockOption {
  /** What is known beside what the request says; read for each decision. Facts that do not fit make the request invalid. */
  readonly facts?: Facts;
}

/** Decides by facts that it was given before. */
export interface FactsDecider {
  check(request: Request, options?: ClockOption): Decision;
  allows(request: Request, options?: ClockOption): boolean;
}

export interface Decision {
  readonly decision: boolean;
  readonly code:
    | "invalid_request"
    | "denied_by_rule"
    | "error"
    | "separation_of_duty"
    | "no_grant"
    | "insufficient_scope"
    | "step_up_required"
    | "granted";
  /** The rules that determined it. */
  readonly rules: readonly RuleReference[];
  /** The version of the policy. */
  readonly policy: string;
  readonly message?: string;
  /** With insufficient_scope and step_up_required: all that is missing. */
  readonly challenge?: Challenge;
}

export interface RuleReference {
  readonly id: string;
  readonly effect: "allow" | "deny" | "require";
  /** file:line:column */
  readonly at: string;
  readonly reason?: string;
}

export interface Challenge {
  readonly scopes: { readonly any_of: readonly string[]; readonly all_of: readonly string[] };
  readonly assurances: readonly {
    readonly name: string;
    readonly acr_values: readonly string[];
    readonly amr_values: readonly string[];
    /** Seconds. */
    readonly max_age?: number;
  }[];
}

export interface HttpRequest {
  readonly method: string;
  /** The request-target as it came over the wire: path and query. */
  readonly path: string;
  /** That the router behind takes letters of any case. */
  readonly anyCase?: boolean;
}

/** What an endpoint asks: add a subject and it can be checked. */
export interface Question {
  readonly action: { readonly name: string };
  readonly resource: { readonly type: string; readonly id: string };
}

/** The version of the policy that this module decides by. */
export declare const policy: string;
/** The decision with its reasons. */
export declare function check(request: Request, options?: Options): Decision;
/** The decision alone. */
export declare function allows(request: Request, options?: Options): boolean;
/** Reads facts once, for many requests. Those that do not fit make every request invalid. */
export declare function withFacts(facts: Facts): FactsDecider;
/** What the policy's endpoints make of an HTTP request; undefined when none matches or the path is refused. */
export declare function match(request: HttpRequest): Question | "public" | undefined;
`;
