import { timingSafeEqual } from "node:crypto";
import type { JsonObject } from "@authz/model";
import { decodeBase64url } from "../encoding/base64url.ts";
import { identityLimits } from "../limits.ts";
import { accept, refuse, type Clock, type Outcome, type Refusal } from "../result.ts";
import { unavailability } from "../stores/unavailable.ts";
import { stateOf, type ApiKey } from "./api-key.ts";
import { hashKey, parseKeyText } from "./key-text.ts";
import type { ApiKeyStore } from "./store.ts";

/** For whom a key stands, and what a request may say of it: the same shape as for a token. */
export interface ApiKeyIdentity {
  /** Keys identify programs. */
  readonly kind: "client";
  readonly subject: { readonly type: string; readonly id: string; readonly properties?: JsonObject };
  /** For `context.token`: `scope` (absent when the key has no ceiling), `jti` (the key's id), `iat`, `exp`. */
  readonly token: JsonObject;
  readonly actors: readonly never[];
  readonly credential: { readonly kind: "api-key"; readonly id: string };
}

export interface VerifyKeyOptions {
  readonly store: ApiKeyStore;
  readonly clock: Clock;
  /** Which prefix our keys have. */
  readonly prefix: string;
}

/**
 * Judges a key. An unknown, a revoked, an expired and a wrong one get the same code and sentence, after the same work. Never
 * throws.
 */
export async function verifyKey(text: unknown, options: VerifyKeyOptions): Promise<Outcome<ApiKeyIdentity>> {
  const parsed = parseKeyText(text);
  if (!parsed.ok) return parsed;
  if (parsed.prefix !== options.prefix) return refuse("api-key/malformed", "the key has another prefix than ours");
  try {
    const key = await options.store.find(parsed.id);
    const now = options.clock().getTime();
    const isThis = sameHash(hashKey(String(text)), key?.hash ?? nobody);
    if (key === undefined || !isThis || !(key.createdAt <= now + ahead) || stateOf(key, now) !== "active")
      return inactive;
    await touch(key, now, options.store);
    return accept(identify(key));
  } catch (error) {
    return refuse("api-key/unavailable", `the keys cannot be looked at: ${unavailability(error)}`);
  }
}

const inactive: Refusal = refuse("api-key/inactive", "no key that is in force is this one");

/** A hash that no text is known to have, so that an unknown id costs what a known one does. */
const nobody = "A".repeat(43);

/** Clocks of machines that share a store differ; a key from the far future, or an unreadable clock, is refused. */
const ahead = identityLimits.leewaySeconds * 1000;

/** In a time that tells nothing about where two hashes differ. */
export function sameHash(first: string, second: string): boolean {
  const [left, right] = [decodeBase64url(first), decodeBase64url(second)];
  if (left?.length !== 32 || right?.length !== 32) return false;
  return timingSafeEqual(left, right);
}

/** Once in a while, and a store that cannot write does not make a good key bad. */
async function touch({ id, lastUsedAt }: ApiKey, now: number, store: ApiKeyStore): Promise<void> {
  if (lastUsedAt !== undefined && now < lastUsedAt + identityLimits.lastUsedSeconds * 1000) return;
  await store.touch(id, now).catch(() => undefined);
}

function identify({ id, subject, scopes, roles, createdAt, expiresAt }: ApiKey): ApiKeyIdentity {
  return {
    kind: "client",
    subject: { ...subject, ...(roles.length === 0 ? {} : { properties: { roles } }) },
    token: {
      jti: id,
      iat: Math.floor(createdAt / 1000),
      ...(expiresAt === undefined ? {} : { exp: Math.floor(expiresAt / 1000) }),
      ...(scopes === "all" ? {} : { scope: scopes.join(" ") }),
    },
    actors: [],
    credential: { kind: "api-key", id },
  };
}
