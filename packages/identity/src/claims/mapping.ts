import type { ClaimPath } from "./claim-path.ts";
import type { Preset, WithoutScope } from "./presets.ts";

/** How the claims of one issuer become a request's subject; made from the configuration. */
export interface Mapping {
  readonly preset: Preset;
  /** Kinds that are absent are refused. */
  readonly user?: SubjectMapping;
  readonly client?: SubjectMapping;
  /** Claims with names of application-wide roles, which the request asserts. */
  readonly roles: readonly ClaimPath[];
  readonly groups?: GroupMapping;
  /** Attributes of the subject, by name, from claims. */
  readonly attributes: readonly (readonly [name: string, path: ClaimPath])[];
}

/**
 * Ids are a prefix and the value of a claim. That two of them are never one is checked where the configuration is read:
 * among all that make ids of one type, no prefix begins with another.
 */
export interface SubjectMapping {
  readonly type: string;
  readonly prefix: string;
  readonly claim: string;
  readonly withoutScope: WithoutScope;
}

export interface GroupMapping {
  readonly type: string;
  readonly prefix: string;
  readonly claims: readonly ClaimPath[];
}
