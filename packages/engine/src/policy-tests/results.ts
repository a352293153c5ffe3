import type { Diagnostic, Origin, TestBlock } from "@authz/model";
import type { Decision } from "../decision.ts";

/** One test of a policy, run. Plain data, in the order in which everything was written. */
export interface TestResult {
  readonly test: TestBlock;
  /** Every expectation holds, and the facts fit the policy. */
  readonly passed: boolean;
  /** As many as the test has; none when its facts do not fit the policy. */
  readonly expectations: readonly ExpectationResult[];
  /**
   * What there is to say of its facts, at the statements: errors, with which nothing was asked, and warnings. A violation of
   * separation of duty is none where the test expects `separation_of_duty`.
   */
  readonly diagnostics: readonly Diagnostic[];
}

/** `can a, b` is one expectation with two answers. */
export interface ExpectationResult {
  readonly passed: boolean;
  readonly expected: { readonly can: boolean; readonly because?: string };
  readonly origin: Origin;
  readonly answers: readonly TestAnswer[];
}

export interface TestAnswer {
  readonly passed: boolean;
  /** In the policy's words. */
  readonly asked: AskedInTest;
  /** Explained when it is not the expected one. */
  readonly decision: Decision;
}

/** Who asked what. For an HTTP request also what the endpoints made of it. */
export interface AskedInTest {
  /** `User "ana"`, or `anonymous`. */
  readonly subject: string;
  readonly question:
    | { readonly kind: "action"; readonly action: string; readonly resource: string }
    | { readonly kind: "http"; readonly request: string; readonly endpoint: EndpointAnswer };
}

export type EndpointAnswer =
  | { readonly kind: "question"; readonly action: string; readonly resource: string }
  | { readonly kind: "public" }
  /** The path is refused: see `splitRequestTarget`. */
  | { readonly kind: "refused"; readonly problem: string }
  | { readonly kind: "none" };
