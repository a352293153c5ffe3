/** The linter: rules over a checked policy, with fixes. `authz lint` is made of it. */
export type { LintOptions, LintResult } from "./lint-policy.ts";
export { lintPolicy } from "./lint-policy.ts";
export type { FixableFinding, FixedPolicy, FixOptions } from "./fix-policy.ts";
export { applyEdits, fixPolicy } from "./fix-policy.ts";
export type { Fix, LintFinding, TextEdit } from "./finding.ts";
export type { LintConfig, LintLevel, LintSetting } from "./settings.ts";
export { withConfiguredLevel } from "./settings.ts";
export type { LintGroup, LintOptionDefinition, LintOptionValue, LintRule, LintSet, RuleOptions } from "./rule.ts";
export { lintGroups } from "./rule.ts";
export { lintRules } from "./rules/rules.generated.ts";
