import type { DiagnosticDefinition, Parameters, Policy, Span } from "@authz/model";
import type { SyntaxFile } from "../syntax/tree.ts";
import type { Fix } from "./finding.ts";
import type { PolicyIndex } from "./index/policy-index.ts";
import type { SuppressedCode, Suppression, SuppressionVerdict } from "./suppressions.ts";

/** In the order of weight. */
export const lintGroups = ["security", "correctness", "style", "tests"] as const;
export type LintGroup = (typeof lintGroups)[number];

/** `strict` holds every rule of `recommended` and more. */
export type LintSet = "recommended" | "strict";

export type LintOptionValue = number | boolean | string | readonly string[];
export type RuleOptions = Readonly<Record<string, LintOptionValue>>;

/** One option of a rule: what the configuration file may set. */
export interface LintOptionDefinition<V> {
  readonly summary: string;
  readonly default: V;
  /** For a number: the least that makes sense. */
  readonly minimum?: number;
  /** For texts: the only ones that make sense. */
  readonly values?: readonly string[];
}

/**
 * A rule is a file, `rules/<group>/<name>.ts`, and this is what the file says: a diagnostic (its code is `lint/<name>`) that
 * may be configured and suppressed. Alone it finds exactly one thing in `bad`, which is itself, and nothing in `good`.
 */
export interface LintRule<
  P extends Parameters = Parameters,
  O extends RuleOptions = RuleOptions,
> extends DiagnosticDefinition<P> {
  readonly code: `lint/${string}`;
  readonly group: LintGroup;
  /** The smallest built-in set that holds it. */
  readonly set: LintSet;
  readonly options?: { readonly [Name in keyof O]: LintOptionDefinition<O[Name]> };
  /** Whether its findings carry a fix, and of which kind. Fixing `bad` gives `fixed`, or else `good`. */
  readonly fix?: "safe" | "unsafe";
  readonly fixed?: string;
  /** It judges suppressions, so it comes after all others, and cannot be suppressed. */
  readonly judgesSuppressions?: boolean;
  check(context: LintContext<P, O>): void;
}

/** What a rule is given. */
export interface LintContext<P extends Parameters = Parameters, O extends RuleOptions = RuleOptions> {
  /** Checked: names are resolved, wildcards written out. */
  readonly policy: Policy;
  /** What was written, by name of file. */
  readonly files: readonly SyntaxFile[];
  /** Both together, and what several rules want to know. */
  readonly index: PolicyIndex;
  readonly options: O;
  /** In milliseconds since 1970. */
  readonly now: number;
  /** What is suppressed where. */
  readonly suppressions: readonly Suppression[];
  /** For rules that judge suppressions: what became of a code that one names. */
  readonly verdictOn: (code: SuppressedCode) => SuppressionVerdict;
  /** Every code that a suppression may name. */
  readonly suppressible: ReadonlySet<string>;
  /** `node` is any syntax node of `file`, or a span in it. */
  readonly report: (file: SyntaxFile, node: Spanned, parameters: P, extras?: LintReport) => void;
}

export interface Spanned {
  readonly span: Span;
}

export interface LintReport {
  readonly fix?: Fix | undefined;
  readonly related?: readonly { readonly file: SyntaxFile; readonly node: Spanned; readonly message: string }[];
  /** Text that most likely should stand in place of the node. */
  readonly suggestion?: string | undefined;
}

export function defineLintRule<P extends Parameters, O extends RuleOptions = Record<never, never>>(
  rule: LintRule<P, O>,
): LintRule<P, O> {
  return rule;
}
