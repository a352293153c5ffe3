import type { Json, JsonObject } from "@authz/model";
import { isJsonObject, member } from "../encoding/strict-json.ts";
import { identityLimits } from "../limits.ts";
import type { RefusalCode } from "../codes.ts";
import { accept, refuse, type Clock, type Outcome } from "../result.ts";
import { unavailability } from "../stores/unavailable.ts";
import { jwtProfiles } from "../token/kinds.ts";
import { verifyJwt, type JwtOptions, type VerifiedJwt } from "../token/verify-jwt.ts";
import { createRevocation, type Revocation, type Revoked } from "./revocation.ts";
import type { RevocationStore } from "./store.ts";

/** A transmitter of security events, and what its events may revoke. */
export interface SecurityEventOptions extends Omit<JwtOptions, "profile" | "issuer" | "audiences"> {
  /** `iss` of the events, to the letter. */
  readonly issuer: string;
  /** Our names, of which `aud` must have one. */
  readonly audiences: readonly string[];
  /** Whose tokens the events may revoke; default only those of `issuer`. */
  readonly tokenIssuers?: readonly string[];
  readonly store: RevocationStore;
  /** How long the tokens live at most, `lifetimeSeconds` of the limits if not given. */
  readonly tokenSeconds?: number;
}

/** What became of an event: nothing when it is none that revokes. Receiving one twice is not wrong. */
export interface ReceivedEvent {
  readonly jti: string;
  readonly applied: readonly Revocation[];
}

/** CAEP 1.0 3.1 */
const sessionRevoked = "https://schemas.openid.net/secevent/caep/event-type/session-revoked";

/** Verifies a Security Event Token (RFC 8417) and does what it says, if it is a CAEP `session-revoked`. Never throws. */
export async function receiveSecurityEvent(
  token: unknown,
  options: SecurityEventOptions,
): Promise<Outcome<ReceivedEvent>> {
  const verified = await verifyJwt(token, { ...options, profile: jwtProfiles["security-event"] });
  return verified.ok ? applySecurityEvent(verified.jwt, options) : verified;
}

/** The same for a token that has been verified. */
export async function applySecurityEvent(
  { claims }: VerifiedJwt,
  options: Pick<SecurityEventOptions, "issuer" | "tokenIssuers" | "store" | "clock" | "tokenSeconds">,
): Promise<Outcome<ReceivedEvent>> {
  const [events, jti] = [member(claims, "events"), member(claims, "jti")];
  if (!isJsonObject(events) || typeof jti !== "string")
    return refuse("event/malformed", "the event has no object `events`, or no `jti`");
  const event = member(events, sessionRevoked);
  if (event === undefined) return accept({ jti, applied: [] });
  if (!isJsonObject(event)) return refuse("event/malformed", "what the event says is no object");
  const revoked = readSubject(member(claims, "sub_id"), options);
  if (revoked === undefined)
    return refuse("event/subject", "the event is about no session, user or client of an issuer that it may speak for");
  const revocation = createRevocation(revoked, readTimes(event, claims, options));
  try {
    await options.store.add([revocation]);
    return accept({ jti, applied: [revocation] });
  } catch (error) {
    return refuse("revocation/unavailable", `the event cannot be kept: ${unavailability(error)}`);
  }
}

/** The event's own time, or when it was issued; what lies in the future is now. */
function readTimes(
  event: JsonObject,
  claims: JsonObject,
  { clock, tokenSeconds = identityLimits.lifetimeSeconds }: { readonly clock: Clock; readonly tokenSeconds?: number },
): { readonly now: number; readonly before: number; readonly lifetimeSeconds: number } {
  const now = clock().getTime();
  const times = [member(event, "event_timestamp"), member(claims, "iat")];
  const seconds = times.find((time): time is number => typeof time === "number" && time >= 0);
  const before = seconds === undefined ? now : Math.min(Math.round(seconds * 1000), now);
  return { now, before, lifetimeSeconds: tokenSeconds };
}

type Speaker = Pick<SecurityEventOptions, "issuer" | "tokenIssuers">;

/**
 * RFC 9493: `iss_sub`, or `complex` with a session, a user or an application. Members that our tokens say nothing of (a device)
 * narrow nothing: of a complex subject the narrowest that can be recognised in a token is taken whole.
 */
function readSubject(data: Json | undefined, speaker: Speaker): Revoked | undefined {
  if (!isJsonObject(data)) return undefined;
  if (member(data, "format") !== "complex") return readSimple("subject", data, speaker);
  if (member(data, "crit") !== undefined) return undefined;
  const session = member(data, "session");
  if (session !== undefined) return readSimple("session", session, speaker);
  const user = member(data, "user");
  if (user !== undefined) return readSimple("subject", user, speaker);
  return readSimple("client", member(data, "application"), speaker);
}

function readSimple(
  kind: "session" | "subject" | "client",
  data: Json | undefined,
  { issuer: transmitter, tokenIssuers = [transmitter] }: Speaker,
): Revoked | undefined {
  if (!isJsonObject(data)) return undefined;
  const isPair = member(data, "format") === "iss_sub";
  if (!isPair && (member(data, "format") !== "opaque" || kind === "subject")) return undefined;
  const issuer = isPair ? member(data, "iss") : onlyOne(tokenIssuers);
  const id = member(data, isPair ? "sub" : "id");
  if (typeof issuer !== "string" || typeof id !== "string" || id === "") return undefined;
  return tokenIssuers.includes(issuer) ? { kind, issuer, id } : undefined;
}

/** An id by itself says nothing of whose it is. */
function onlyOne(issuers: readonly string[]): string | undefined {
  return issuers.length === 1 ? issuers[0] : undefined;
}

/** What to answer whoever pushed an event (RFC 8935 2.3, 2.4): 202 without a body for one that was received. */
export interface PushAnswer {
  readonly status: 202 | 400 | 503;
  readonly body?: { readonly err: string; readonly description: string };
}

export function answerPush(outcome: Outcome<ReceivedEvent>): PushAnswer {
  if (outcome.ok) return { status: 202 };
  if (outcome.code.endsWith("/unavailable")) return { status: 503 };
  return {
    status: 400,
    body: { err: pushErrors.get(outcome.code) ?? "invalid_request", description: "the event was not accepted" },
  };
}

/** RFC 8935 2.4; all others are `invalid_request`. */
const pushErrors: ReadonlyMap<RefusalCode, string> = new Map([
  ["token/signature", "invalid_key"],
  ["token/unknown-key", "invalid_key"],
  ["token/ambiguous-key", "invalid_key"],
  ["token/algorithm", "invalid_key"],
  ["token/issuer", "invalid_issuer"],
  ["token/audience", "invalid_audience"],
]);
