import type { Diagnostic, Severity } from "@authz/model";
import type { RuleOptions, LintRule, LintSet } from "./rule.ts";

/** The part `lint` of the configuration file (`authz.config.json`). */
export interface LintConfig {
  /** Sets of rules; `["recommended"]` when it is left away. */
  readonly extends?: readonly LintSet[];
  /**
   * By code of a rule (`lint/unused-role`) or of another finding that is no error (`names/case-only`, `data/unassigned-role`),
   * or by group: a group's level is for those of its rules that the sets hold. A rule's own entry wins over its group's.
   */
  readonly rules?: Readonly<Record<string, LintSetting>>;
  /** Globs of files, relative to the configuration file, in which nothing is linted. */
  readonly ignore?: readonly string[];
  /** Where the reference pages are published, for those who keep a copy: SARIF links each rule to its page there. */
  readonly reference?: string;
}

export type LintLevel = "off" | Severity;
export type LintSetting = LintLevel | readonly [level: LintLevel, options: RuleOptions];

/** A rule as configured. */
export interface RuleSettings {
  readonly level: LintLevel;
  readonly options: RuleOptions;
}

const defaultSets: readonly LintSet[] = ["recommended"];

export function settingsOf(rule: LintRule, config: LintConfig): RuleSettings {
  const own = entryOf(rule.code, config);
  const level = own?.level ?? levelFromSets(rule, config);
  return { level, options: { ...defaultsOf(rule), ...own?.options } };
}

/**
 * What no rule of the linter reports, the checker or a review of facts say, with the level that the configuration gives it;
 * undefined when that is `off`. Errors stay errors: without them there would be nothing to look at.
 */
export function withConfiguredLevel(diagnostic: Diagnostic, config: LintConfig): Diagnostic | undefined {
  if (diagnostic.severity === "error") return diagnostic;
  const level = entryOf(diagnostic.code, config)?.level ?? diagnostic.severity;
  return level === "off" ? undefined : { ...diagnostic, severity: level };
}

function levelFromSets(rule: LintRule, config: LintConfig): LintLevel {
  const sets = config.extends ?? defaultSets;
  if (!sets.includes("strict") && !sets.includes(rule.set)) return "off";
  return entryOf(rule.group, config)?.level ?? rule.severity;
}

function entryOf(key: string, { rules }: LintConfig): Partial<RuleSettings> | undefined {
  if (rules === undefined || !Object.hasOwn(rules, key)) return undefined;
  const setting = rules[key];
  if (setting === undefined) return undefined;
  return typeof setting === "string" ? { level: setting } : { level: setting[0], options: setting[1] };
}

function defaultsOf({ options = {} }: LintRule): RuleOptions {
  return Object.fromEntries(Object.entries(options).map(([name, option]) => [name, option.default]));
}
