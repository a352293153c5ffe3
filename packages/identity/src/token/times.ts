import type { Json, JsonObject } from "@authz/model";
import { member } from "../encoding/strict-json.ts";
import { identityLimits } from "../limits.ts";
import { refuse, type Clock, type Refusal } from "../result.ts";

export interface TimeOptions {
  readonly clock: Clock;
  /** Seconds that clocks may differ; at most `identityLimits.leewaySeconds`, which is the default. */
  readonly leewaySeconds?: number;
  /** Seconds from `iat` (without one: from now) to `exp`; default `identityLimits.lifetimeSeconds`. */
  readonly lifetimeSeconds?: number;
}

/**
 * Refuses at and after `exp`, before `nbf`, and when `iat` is in the future, each with the leeway; and what is valid for too long.
 * For claims whose types have been checked.
 */
export function wrongTime(claims: JsonObject, options: TimeOptions): Refusal | undefined {
  const now = options.clock().getTime() / 1000;
  const leeway = Math.min(Math.max(options.leewaySeconds ?? Infinity, 0), identityLimits.leewaySeconds);
  const [exp, nbf, iat] = ["exp", "nbf", "iat"].map((name) => seconds(member(claims, name)));
  if (!Number.isFinite(now)) return refuse("token/not-yet-valid", "the clock fails");
  if (exp !== undefined && now >= exp + leeway) return refuse("token/expired", `the token expired at ${at(exp)}`);
  if (nbf !== undefined && now < nbf - leeway)
    return refuse("token/not-yet-valid", `the token is valid from ${at(nbf)} on`);
  if (iat !== undefined && iat > now + leeway)
    return refuse("token/issued-in-future", `the token says that it was issued at ${at(iat)}`);
  const longest = options.lifetimeSeconds ?? identityLimits.lifetimeSeconds;
  if (exp !== undefined && exp - Math.min(iat ?? now, now) > longest + leeway)
    return refuse("token/lifetime", `the token is valid for more than ${longest} seconds`);
  return undefined;
}

function seconds(value: Json | undefined): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function at(time: number): string {
  return new Date(time * 1000).toISOString();
}
