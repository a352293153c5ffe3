import type { JsonObject } from "@authz/model";
import type { ClaimPath } from "../claims/claim-path.ts";
import type { PresetName, WithoutScope } from "../claims/presets.ts";
import type { Algorithm } from "../keys/algorithms.ts";

/** The `identity` section of `authz.config.json`, as written. docs/identity.md has its reference. */
export interface IdentityConfig {
  /** By a name of ours, which ids of subjects begin with. */
  readonly issuers?: Readonly<Record<string, IssuerConfig>>;
}

export interface IssuerConfig {
  /** What `iss` says, to the letter. */
  readonly issuer: string;
  /** Our names, of which the token must be for one. With Cognito: the ids of the app clients. */
  readonly audience: string | readonly string[];
  /** Default `rfc9068`. */
  readonly preset?: PresetName;
  /** What the issuer may sign with; needed with `keys`. */
  readonly algorithms?: readonly Algorithm[];
  readonly keys?: KeysConfig;
  /** For tokens that are no JWTs, or for all of the issuer when there are no `keys`. */
  readonly introspection?: IntrospectionConfig;
  /** A duration, default `60s`, which is also the most. */
  readonly leeway?: string;
  /** How long a token may be valid: a duration, default `24h`. */
  readonly lifetime?: string;
  readonly network?: NetworkConfig;
  readonly user?: SubjectConfig;
  readonly client?: SubjectConfig;
  /** `true`: roles from where the preset has them; or from these claims. Without it no role is asserted. */
  readonly roles?: true | { readonly claims: readonly ClaimPath[] };
  readonly groups?: GroupsConfig;
  /** Attributes of the subject, each from a claim. */
  readonly attributes?: Readonly<Record<string, ClaimPath>>;
}

/** Exactly one of them. */
export interface KeysConfig {
  readonly url?: string;
  readonly file?: string;
  /** A key set, written out; public keys only. */
  readonly set?: JsonObject;
}

export interface IntrospectionConfig {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: SecretConfig;
  readonly authentication?: "basic" | "post";
  /** A duration, default and at most `60s`; `0s` asks every time. */
  readonly cache?: string;
  /** That answers without `aud` are taken: because the issuer tells us of our own tokens only. */
  readonly withoutAudience?: true;
  /** That answers without `token_type` are taken. Issuers introspect refresh tokens, too, and those are no access tokens. */
  readonly withoutTokenType?: true;
}

/** Where a secret is; it never stands in the configuration itself. */
export type SecretConfig = { readonly env: string } | { readonly file: string };

export interface NetworkConfig {
  /** That the issuer may be at a private or loopback address. */
  readonly privateAddresses?: true;
  /** That loopback may be asked without TLS: for tests. */
  readonly loopbackHttp?: true;
  /** A file with the authorities to trust, as PEM. */
  readonly authorities?: string;
}

export interface SubjectConfig {
  readonly type: string;
  /** `{issuer}/{sub}` unless the preset has a better claim: a text, perhaps with `{issuer}`, and one claim at its end. */
  readonly id?: string;
  readonly withoutScope?: WithoutScope;
}

export interface GroupsConfig {
  readonly type: string;
  /** Like a subject's, with `{group}` at its end. */
  readonly id?: string;
  readonly claims?: readonly ClaimPath[];
}
