/**
 * Why a credential was refused: every code there is. A code is stable and for the operator (logs, `authz token inspect`);
 * the caller is told its {@link RefusalMeaning.error} only. No code tells an unknown credential from a revoked or an
 * expired-and-forgotten one.
 */
export interface RefusalMeaning {
  /** One sentence. */
  readonly what: string;
  /**
   * What the HTTP answer says: `none` is a 401 without an error, since nothing was presented; RFC 6750 3.1 (`invalid_request` is 400, `invalid_token` 401), RFC 9449 7.1 for proofs,
   * RFC 6749 4.1.2.1 `temporarily_unavailable` (503) when somebody who vouches does not answer.
   */
  readonly error:
    "none" | "invalid_request" | "invalid_token" | "invalid_dpop_proof" | "use_dpop_nonce" | "temporarily_unavailable";
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
  | "introspection/unavailable"
  | "revocation/unavailable"
  | "status/unavailable"
  | "event/malformed"
  | "event/subject"
  | "api-key/malformed"
  | "api-key/inactive"
  | "api-key/request"
  | "api-key/unavailable"
  | "basic/malformed"
  | "basic/inactive"
  | "basic/locked"
  | "basic/unavailable"
  | "certificate/malformed"
  | "certificate/expired"
  | "proof/missing"
  | "proof/several"
  | "proof/malformed"
  | "proof/algorithm"
  | "proof/key"
  | "proof/signature"
  | "proof/request"
  | "proof/token"
  | "proof/time"
  | "proof/replayed"
  | "proof/nonce"
  | "proof/unavailable";

export const refusalCodes: Readonly<Record<RefusalCode, RefusalMeaning>> = {
  "credential/missing": refuses("none", "There is no credential."),
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

  "revocation/unavailable": refuses("temporarily_unavailable", "Whether the token is revoked cannot be found out."),
  "status/unavailable": refuses("temporarily_unavailable", "The list with the token's status cannot be had."),
  "event/malformed": refuses("invalid_request", "The security event is not of the form that its kind has."),
  "event/subject": refuses("invalid_request", "The security event is about a subject that cannot be recognised."),

  "api-key/malformed": refuses("invalid_token", "The key is not of the form of our keys, or was not copied whole."),
  "api-key/inactive": refuses("invalid_token", "No key that is in force is this one."),
  "api-key/request": refuses("invalid_request", "No key can be made or changed as it was asked for."),
  "api-key/unavailable": refuses("temporarily_unavailable", "The store of keys cannot be used."),

  "basic/malformed": refuses("invalid_request", "The credentials are no user name and password in base64."),
  "basic/inactive": refuses("invalid_token", "No user has this name and this password."),
  "basic/locked": refuses("invalid_token", "There were too many wrong passwords for this name."),
  "basic/unavailable": refuses("temporarily_unavailable", "The password cannot be checked now."),

  "certificate/malformed": refuses("invalid_token", "The client certificate is none that can be read."),
  "certificate/expired": refuses("invalid_token", "The client certificate is not valid now, or was not verified."),

  "proof/missing": refuses("invalid_dpop_proof", "The request has no DPoP proof."),
  "proof/several": refuses("invalid_dpop_proof", "The request has more than one DPoP proof."),
  "proof/malformed": refuses("invalid_dpop_proof", "The DPoP proof is no JWT of its kind."),
  "proof/algorithm": refuses("invalid_dpop_proof", "The DPoP proof is signed with an algorithm that is not allowed."),
  "proof/key": refuses("invalid_dpop_proof", "The DPoP proof does not hold one usable public key."),
  "proof/signature": refuses("invalid_dpop_proof", "The DPoP proof was not signed with the key that it holds."),
  "proof/request": refuses("invalid_dpop_proof", "The DPoP proof was made for another request."),
  "proof/token": refuses("invalid_dpop_proof", "The DPoP proof was made for another token."),
  "proof/time": refuses("invalid_dpop_proof", "The DPoP proof was not made just now."),
  "proof/replayed": refuses("invalid_dpop_proof", "The DPoP proof has been used before."),
  "proof/nonce": refuses("use_dpop_nonce", "The DPoP proof has not the nonce that it was asked for."),
  "proof/unavailable": refuses("temporarily_unavailable", "Whether the DPoP proof is new cannot be found out."),
};
