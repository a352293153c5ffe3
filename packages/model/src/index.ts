/** The nouns that all packages share: text and positions, diagnostics, scalar values, the checked policy, limits. */
export type { Location, Lines, Position, Source, Span } from "./text/source.ts";
export { createLines, join, locate } from "./text/source.ts";
export type { JsonScan } from "./text/scan-json.ts";
export { countMembers, scanJson } from "./text/scan-json.ts";
export type { Checked, Diagnostic, Severity } from "./diagnostics/diagnostic.ts";
export { compareDiagnostics, compareText, hasErrors } from "./diagnostics/diagnostic.ts";
export type { DiagnosticDefinition, Example, Parameters, ReportOptions } from "./diagnostics/define.ts";
export { createDiagnostic, defineDiagnostic } from "./diagnostics/define.ts";
export { didYouMean, suggest } from "./diagnostics/suggest.ts";
export type { Address } from "./values/address.ts";
export { addressWithin, formatAddress, parseAddress } from "./values/address.ts";
export { formatDuration, parseDuration } from "./values/duration.ts";
export type { RequestTargetProblem } from "./values/request-target.ts";
export { splitRequestTarget } from "./values/request-target.ts";
export { earliestTime, formatTime, latestTime, parseTime } from "./values/time.ts";
export type {
  Action,
  Attribute,
  Derivation,
  EntityType,
  Holder,
  Origin,
  People,
  ResourceFacet,
  Role,
  Type,
} from "./policy/types.ts";
export type { ComparisonOperator, Expression, LiteralValue, Path, Root } from "./policy/expression.ts";
export type {
  Assurance,
  Claim,
  Endpoint,
  EndpointIdPart,
  EndpointSegment,
  Exclusive,
  Policy,
  PolicyRule,
  Requirement,
  Scope,
  Statement,
  Target,
} from "./policy/policy.ts";
export type { AssignmentData, EntityData, HolderRef, Json, JsonObject, Ref } from "./policy/data.ts";
export type { AskedAction, Expectation, FixtureBlock, TestBlock, TestFacts } from "./policy/test.ts";
export { knownClaims } from "./policy/claims.ts";
export type { Limits } from "./limits.ts";
export { defaultLimits, requestLimits } from "./limits.ts";
