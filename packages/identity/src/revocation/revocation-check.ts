import type { JsonObject } from "@authz/model";
import { member } from "../encoding/strict-json.ts";
import { identityLimits } from "../limits.ts";
import { refuse, type Refusal } from "../result.ts";
import { unavailability } from "../stores/unavailable.ts";
import type { TokenCheck } from "../token/token-check.ts";
import type { Revoked } from "./revocation.ts";
import type { RevocationStore } from "./store.ts";

export interface RevocationCheckOptions {
  readonly store: RevocationStore;
  /** Who issued tokens that do not say it, which are refused otherwise; an `Authenticator` says it of its own accord. */
  readonly issuer?: string;
  /** How far the clocks of issuers and of whoever revokes may lie apart; default `revocationSkewSeconds`. */
  readonly skewSeconds?: number;
}

/**
 * Refuses tokens that are revoked, by one look-up for all that a token may be revoked by. A store that does not answer refuses,
 * too. For `CredentialChecks.others`.
 */
export function createRevocationCheck(options: RevocationCheckOptions): TokenCheck {
  const skew = (options.skewSeconds ?? identityLimits.revocationSkewSeconds) * 1000;
  return (claims) => {
    const issuer = textOf(claims, "iss") ?? options.issuer;
    if (issuer === undefined)
      return refuse("token/claims", "the token does not say who issued it, so it is not known whether it is revoked");
    const asked = revokedBy(claims, issuer);
    try {
      const found = options.store.find(asked);
      return found instanceof Promise
        ? found.then((answer) => judge(claims, asked, answer, skew), unavailable)
        : judge(claims, asked, found, skew);
    } catch (error) {
      return unavailable(error);
    }
  };
}

function unavailable(error: unknown): Refusal {
  return refuse("revocation/unavailable", `it is not known whether the token is revoked: ${unavailability(error)}`);
}

/** All by which this token may be revoked. */
function revokedBy(claims: JsonObject, issuer: string): readonly Revoked[] {
  const asked: Revoked[] = [{ kind: "everything" }, { kind: "everything", issuer }];
  const add = (kind: "token" | "session" | "subject" | "client", claim: string): void => {
    const id = textOf(claims, claim);
    if (id !== undefined) asked.push({ kind, issuer, id });
  };
  add("token", "jti");
  add("session", "sid");
  add("subject", "sub");
  for (const claim of clientClaims) add("client", claim);
  return asked;
}

/** What vendors call the client; all of them count. */
const clientClaims = ["client_id", "azp", "cid", "appid"] as const;

function judge(
  claims: JsonObject,
  asked: readonly Revoked[],
  found: readonly (number | undefined)[],
  skew: number,
): Refusal | undefined {
  const isRevoked = asked.some(({ kind }, index) => {
    const before = found[index];
    return before !== undefined && issuedAt(claims, kind) <= before + skew;
  });
  return isRevoked || found.length !== asked.length
    ? refuse("token/inactive", "the token is not active: it, or what it belongs to, was revoked")
    : undefined;
}

/**
 * A token that does not say when it was issued was issued before anything. One that was renewed in an old session belongs to that
 * session: what revokes a subject goes by when it signed in.
 */
function issuedAt(claims: JsonObject, kind: Revoked["kind"]): number {
  const [iat, signedIn] = [member(claims, "iat"), member(claims, "auth_time")];
  if (typeof iat !== "number") return -Infinity;
  return 1000 * (kind === "subject" && typeof signedIn === "number" ? Math.min(iat, signedIn) : iat);
}

function textOf(claims: JsonObject, name: string): string | undefined {
  const value = member(claims, name);
  return typeof value === "string" && value !== "" ? value : undefined;
}
