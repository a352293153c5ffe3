import { compareDiagnostics, createDiagnostic, type Diagnostic, type Limits, type Policy } from "@authz/model";
import { diagnostics } from "../diagnostics/diagnostics.generated.ts";
import { parseWithSyntax } from "../parse-policy.ts";
import type { PolicyFile } from "../parsed-policy.ts";
import type { SyntaxFile } from "../syntax/tree.ts";
import type { LintFinding } from "./finding.ts";
import { createPolicyIndex, type PolicyIndex } from "./index/policy-index.ts";
import type { LintContext, LintRule } from "./rule.ts";
import { lintRules } from "./rules/rules.generated.ts";
import { settingsOf, withConfiguredLevel, type LintConfig, type RuleSettings } from "./settings.ts";
import {
  applySuppressions,
  readSuppressions,
  type SuppressedCode,
  type Suppression,
  type SuppressionVerdict,
} from "./suppressions.ts";

export interface LintOptions {
  readonly config?: LintConfig;
  /** Files in which nothing is linted; what does not compile is reported all the same. `config.ignore` is for whoever reads files. */
  readonly ignores?: (file: string) => boolean;
  /** Those of this package by default. */
  readonly rules?: readonly LintRule[];
  readonly limits?: Partial<Limits>;
  /** The time at which time windows are looked at, in milliseconds since 1970; the clock's by default. */
  readonly now?: number;
}

export interface LintResult {
  /** Absent when the policy does not compile: then the findings say why, and no rule has run. */
  readonly policy?: Policy;
  /** By file and place; what the checker found is among them. */
  readonly findings: readonly LintFinding[];
}

/**
 * Checks a policy and runs the rules that the configuration switches on. Never throws for what is in the files; the
 * configuration must have been validated.
 */
export function lintPolicy(files: readonly PolicyFile[], options: LintOptions = {}): LintResult {
  const { config = {}, ignores = () => false } = options;
  const { policy, diagnostics: found, syntax } = parseWithSyntax(files, options);
  if (policy === undefined) return { findings: found };
  const checked = found.map((one) => withConfiguredLevel(one, config)).filter((one) => one !== undefined);
  const linted = runRules(policy, syntax, checked, options);
  const findings = linted.filter(({ location }) => !ignores(location.source));
  return { policy, findings: findings.toSorted(compareDiagnostics) };
}

interface Run {
  readonly policy: Policy;
  readonly files: readonly SyntaxFile[];
  readonly index: PolicyIndex;
  readonly suppressions: readonly Suppression[];
  readonly suppressible: ReadonlySet<string>;
  readonly now: number;
  verdictOn(code: SuppressedCode): SuppressionVerdict;
}

interface ConfiguredRule {
  readonly rule: LintRule;
  readonly settings: RuleSettings;
}

/** All but those about suppressions first, since what they find tells which suppressions are needed. */
function runRules(
  policy: Policy,
  files: readonly SyntaxFile[],
  checked: readonly Diagnostic[],
  options: LintOptions,
): readonly LintFinding[] {
  const { config = {}, rules = lintRules, now = Date.now() } = options;
  const index = createPolicyIndex(policy, files);
  const suppressions = files.flatMap((file) => readSuppressions(file, index.lines));
  const suppressible = new Set([...lintRules.map(({ code }) => code), ...warnings]);
  const run: Run = { policy, files, index, suppressions, suppressible, now, verdictOn: () => "off" };
  const on = rules
    .map((rule) => ({ rule, settings: settingsOf(rule, config) }))
    .filter(({ settings }) => settings.level !== "off");
  const [judges, ordinary] = partition(on, ({ rule }) => rule.judgesSuppressions === true);
  const found = [...checked, ...ordinary.flatMap((one) => runRule(one, run))];
  const { findings, needed } = applySuppressions(found, suppressions, ({ code }) => suppressible.has(code));
  const looked = new Set([...on.map(({ rule }) => rule.code), ...warnings]);
  const verdictOn = (code: SuppressedCode): SuppressionVerdict => {
    if (!suppressible.has(code.code)) return "unknown";
    if (needed.has(code)) return "needed";
    return looked.has(code.code) ? "unneeded" : "off";
  };
  return [...findings, ...judges.flatMap((one) => runRule(one, { ...run, verdictOn }))];
}

const warnings: readonly string[] = diagnostics.flatMap(({ code, severity }) => (severity === "error" ? [] : [code]));

function partition<T>(items: readonly T[], holds: (item: T) => boolean): readonly [T[], T[]] {
  return [items.filter(holds), items.filter((item) => !holds(item))];
}

function runRule({ rule, settings }: ConfiguredRule, run: Run): LintFinding[] {
  const findings: LintFinding[] = [];
  const { lines } = run.index;
  const context: LintContext = {
    ...run,
    options: settings.options,
    report(file, node, parameters, { fix, related = [], suggestion } = {}) {
      const diagnostic = createDiagnostic(rule, lines.locate(file, node.span), parameters, {
        suggestion,
        related: related.map((one) => ({ location: lines.locate(one.file, one.node.span), message: one.message })),
      });
      const severity = settings.level === "off" ? diagnostic.severity : settings.level;
      findings.push({ ...diagnostic, severity, ...(fix === undefined ? {} : { fix }) });
    },
  };
  rule.check(context);
  return findings;
}
