/**
 * Why a credential was refused: every code there is. A code is stable and for the operator (logs, `authz token inspect`);
 * the caller is told its {@link RefusalMeaning.error} only. No code tells an unknown credential from a revoked or an
 * expired-and-forgotten one.
 */
export interface RefusalMeaning {
  /** One sentence. */
  readonly what: string;
  /**
   * What the HTTP answer says: RFC 6750 3.1 (`invalid_request` is 400, `invalid_token` 401), RFC 9449 7.1 for proofs,
   * RFC 6749 4.1.2.1 `temporarily_unavailable` (503) when somebody who vouches does not answer.
   */
  readonly error:
    "invalid_request" | "invalid_token" | "invalid_dpop_proof" | "use_dpop_nonce" | "temporarily_unavailable";
}

function refuses(error: RefusalMeaning["error"], what: string): RefusalMeaning {
  return { what, error };
}

/** The codes, each with its meaning below. */
export type RefusalCode =
  | "credential/missing"
  | "credential/several"
  | "credential/malformed"
  | "credential/unsupported"
  | "token/too-long"
  | "token/malformed"
  | "token/encrypted"
  | "token/header"
  | "token/critical"
  | "token/algorithm"
  | "token/unknown-issuer"
  | "token/unknown-key"
  | "token/ambiguous-key"
  | "token/signature"
  | "token/type"
  | "token/claims"
  | "token/issuer"
  | "token/audience"
  | "token/expired"
  | "token/not-yet-valid"
  | "token/issued-in-future"
  | "token/lifetime"
  | "token/inactive"
  | "token/bound"
  | "token/subject"
  | "token/incomplete"
  | "keys/unavailable"
  | "introspection/unavailable";

export const refusalCodes: Readonly<Record<RefusalCode, RefusalMeaning>> = {
  "credential/missing": refuses("invalid_token", "There is no credential."),
  "credential/several": refuses("invalid_request", "There is more than one credential."),
  "credential/malformed": refuses("invalid_request", "The Authorization header has no scheme with one credential."),
  "credential/unsupported": refuses("invalid_token", "The configuration accepts no credential of this kind."),

  "token/too-long": refuses("invalid_token", "The token is longer than the limit."),
  "token/malformed": refuses("invalid_token", "The token is no JWS in compact serialization with canonical base64url."),
  "token/encrypted": refuses("invalid_token", "The token is a JWE, and none is accepted."),
  "token/header": refuses("invalid_token", "The token's header is no object of known members with the right types."),
  "token/critical": refuses("invalid_token", "The token's header makes an extension critical, and none is known."),
  "token/algorithm": refuses("invalid_token", "The token's algorithm is not one that its issuer is allowed."),
  "token/unknown-issuer": refuses("invalid_token", "No issuer in the configuration has the token's `iss`."),
  "token/unknown-key": refuses("invalid_token", "The issuer has no usable key of the token's `kid` and `alg`."),
  "token/ambiguous-key": refuses("invalid_token", "Several keys of the issuer fit the token."),
  "token/signature": refuses("invalid_token", "The signature does not verify."),
  "token/type": refuses("invalid_token", "The token is not of the kind that is accepted here."),
  "token/claims": refuses(
    "invalid_token",
    "The token's claims are no object, or a claim is missing or of a wrong type.",
  ),
  "token/issuer": refuses("invalid_token", "The token's `iss` is not the issuer that vouches for it."),
  "token/audience": refuses("invalid_token", "The token is meant for somebody else."),
  "token/expired": refuses("invalid_token", "The token has expired."),
  "token/not-yet-valid": refuses("invalid_token", "The token is not valid yet."),
  "token/issued-in-future": refuses("invalid_token", "The token says that it was issued in the future."),
  "token/lifetime": refuses("invalid_token", "The token is valid for longer than its issuer is allowed."),
  "token/inactive": refuses(
    "invalid_token",
    "The issuer, or the list of revocations, says that the token is not active.",
  ),
  "token/bound": refuses("invalid_token", "The token is bound to a key, and its possession was not proven."),
  "token/subject": refuses("invalid_token", "The claims name no subject of a kind that the configuration maps."),
  "token/incomplete": refuses("invalid_token", "The token leaves out roles or groups that its issuer keeps elsewhere."),

  "keys/unavailable": refuses("temporarily_unavailable", "The issuer's keys cannot be had."),
  "introspection/unavailable": refuses("temporarily_unavailable", "The introspection endpoint gives no usable answer."),
};
