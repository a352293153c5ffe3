/** Text to policy: parsing, checking and what there is to say about a policy's text. No file system, no process: runs anywhere. */
export type { ParsedPolicy, ParseOptions, PolicyFile } from "./parsed-policy.ts";
export { parsePolicy } from "./parse-policy.ts";
export type { FormattedFile } from "./format/format-policy-file.ts";
export { formatPolicyFile } from "./format/format-policy-file.ts";
/** Every diagnostic there is, by code: what it means, with an example of it and the same mended. */
export { diagnostics } from "./diagnostics/diagnostics.generated.ts";
/** The linter: rules over a checked policy, with fixes. `authz lint` is made of it. */
export type { LintOptions, LintResult } from "./lint/lint-policy.ts";
export { lintPolicy } from "./lint/lint-policy.ts";
export type { FixableFinding, FixedPolicy, FixOptions } from "./lint/fix-policy.ts";
export { applyEdits, fixPolicy } from "./lint/fix-policy.ts";
export type { Fix, LintFinding, TextEdit } from "./lint/finding.ts";
export type { LintConfig, LintLevel, LintSetting } from "./lint/settings.ts";
export type { LintGroup, LintOptionDefinition, LintOptionValue, LintRule, LintSet, RuleOptions } from "./lint/rule.ts";
export { lintGroups } from "./lint/rule.ts";
export { lintRules } from "./lint/rules/rules.generated.ts";
export type {
  Action,
  Assurance,
  Attribute,
  Claim,
  Derivation,
  Diagnostic,
  DiagnosticDefinition,
  Endpoint,
  EntityType,
  Example,
  Exclusive,
  Expression,
  FixtureBlock,
  Holder,
  Limits,
  Location,
  Origin,
  People,
  Policy,
  PolicyRule,
  Requirement,
  ResourceFacet,
  Role,
  Scope,
  Severity,
  Target,
  TestBlock,
  Type,
} from "@authz/model";
