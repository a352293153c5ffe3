import { latestTime } from "@authz/model";
import { identityLimits } from "../limits.ts";

/**
 * What is revoked: one token, or all tokens of a session, a subject or a client, or of an issuer (`id` is absent then; and without
 * an issuer, everything). Names are the token's own: `iss`, `jti`, `sid`, `sub`, `client_id`.
 */
export type Revoked =
  | { readonly kind: "token" | "session" | "subject" | "client"; readonly issuer: string; readonly id: string }
  | { readonly kind: "everything"; readonly issuer?: string };

/** Times are milliseconds since 1970. */
export interface Revocation {
  readonly revoked: Revoked;
  /** Tokens that were issued until then are refused. Always {@link forever} for a token and a session: they never come back. */
  readonly before: number;
  /** From then on it may be forgotten: all tokens that it is about have expired. */
  readonly until: number;
}

export const forever: number = latestTime;

/** One text for each thing that can be revoked, and no other for it. */
export function revokedKey(revoked: Revoked): string {
  const id = revoked.kind === "everything" ? [] : [revoked.id];
  return JSON.stringify([revoked.kind, revoked.issuer ?? null, ...id]);
}

export interface RevocationTimes {
  /** Now. */
  readonly now: number;
  /** Tokens issued until then; default now, and no matter for a token or a session. */
  readonly before?: number;
  /** When the token expires, if it is one and that is known. */
  readonly expires?: number;
  /** How long tokens live at most, that is how long it is kept after `before`; default `lifetimeSeconds` of the limits. */
  readonly lifetimeSeconds?: number;
}

/** A revocation that lives as long as the tokens that it is about. */
export function createRevocation(revoked: Revoked, times: RevocationTimes): Revocation {
  const { now, before = now, expires, lifetimeSeconds = identityLimits.lifetimeSeconds } = times;
  const always = revoked.kind === "token" || revoked.kind === "session";
  const last = always ? now : Math.max(before, now);
  const leeway = identityLimits.leewaySeconds * 1000;
  const known = revoked.kind === "token" && expires !== undefined ? expires : last + lifetimeSeconds * 1000;
  return {
    revoked,
    before: always ? forever : before,
    until: Math.min(Math.ceil(known + leeway), latestTime),
  };
}

/** Of two about the same: what either refuses is refused. */
export function strongerOf(first: Revocation | undefined, second: Revocation): Revocation {
  if (first === undefined) return second;
  return { ...second, before: Math.max(first.before, second.before), until: Math.max(first.until, second.until) };
}

/** What cannot be revoked, in words. */
export function revocationProblem({ revoked, before, until }: Revocation): string | undefined {
  const names = revoked.kind === "everything" ? [revoked.issuer ?? "all"] : [revoked.issuer, revoked.id];
  if (names.some((name) => name === "" || name.length > identityLimits.revocationText || !name.isWellFormed()))
    return `a name in it is empty, no Unicode, or longer than ${identityLimits.revocationText} characters`;
  const isTime = (time: number): boolean => Number.isSafeInteger(time) && time >= 0 && time <= latestTime;
  return isTime(before) && isTime(until) ? undefined : "a time in it is none";
}
