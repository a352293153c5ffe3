/** Text to policy: parsing, checking and what there is to say about a policy's text. No file system, no process: runs anywhere. */
export type { ParsedPolicy, ParseOptions, PolicyFile } from "./parsed-policy.ts";
export { parsePolicy } from "./parse-policy.ts";
/** Every diagnostic there is, by code: what it means, with an example of it and the same mended. */
export { diagnostics } from "./diagnostics/diagnostics.generated.ts";
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
