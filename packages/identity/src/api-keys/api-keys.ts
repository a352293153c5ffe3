import { identityLimits } from "../limits.ts";
import { accept, refuse, type Clock, type Outcome, type Refusal } from "../result.ts";
import { unavailability } from "../stores/unavailable.ts";
import { stateOf, type ApiKey } from "./api-key.ts";
import { wrongRequest, type ApiKeyRequest } from "./key-request.ts";
import { createKeyText, hashKey, isPrefix, type Random } from "./key-text.ts";
import type { ApiKeyStore, KeyChange } from "./store.ts";
import { verifyKey, type ApiKeyIdentity } from "./verify-key.ts";

export interface ApiKeysOptions {
  readonly store: ApiKeyStore;
  readonly clock: Clock;
  readonly random: Random;
  /** What our keys begin with: a small letter, then 1 to 15 small letters and digits. Default `authz`. */
  readonly prefix?: string;
}

/** A key that was made just now: the only time that its text is there. */
export interface CreatedKey {
  readonly key: ApiKey;
  readonly text: string;
}

/** Makes, changes and judges keys. Nothing here throws; a store that fails is `api-key/unavailable`. */
export interface ApiKeys {
  create(request: ApiKeyRequest): Promise<Outcome<CreatedKey>>;
  list(): Promise<Outcome<{ readonly keys: readonly ApiKey[] }>>;
  /**
   * A new key with all that the old one has, and as long a life from now; the old one is in force for `overlapSeconds` more, if
   * it would not expire before. A key has one successor.
   */
  rotate(id: string, overlapSeconds: number): Promise<Outcome<CreatedKey>>;
  /** From the next look-up on it is refused. Revoking twice is not wrong. */
  revoke(id: string): Promise<Outcome<{ readonly key: ApiKey }>>;
  verify(text: unknown): Promise<Outcome<ApiKeyIdentity>>;
}

/** Throws only for a prefix that is none. */
export function createApiKeys({ store, clock, random, prefix = "authz" }: ApiKeysOptions): ApiKeys {
  if (!isPrefix(prefix)) throw new TypeError("the prefix is no small letter with 1 to 15 small letters and digits");
  const now = (): number => clock().getTime();

  async function create(request: ApiKeyRequest): Promise<Outcome<CreatedKey>> {
    const refusal = wrongRequest(request);
    if (refusal !== undefined) return refusal;
    const { lifetimeSeconds, ...rest } = request;
    const { id, text } = createKeyText(prefix, random);
    const createdAt = now();
    const expiring = lifetimeSeconds === undefined ? {} : { expiresAt: createdAt + Math.round(lifetimeSeconds * 1000) };
    const key: ApiKey = { id, prefix, hash: hashKey(text), ...rest, createdAt, ...expiring };
    return (await store.add(key)) ? accept({ key, text }) : refuse("api-key/request", "a key has this id already");
  }

  async function rotate(id: string, overlapSeconds: number): Promise<Outcome<CreatedKey>> {
    if (!(overlapSeconds >= 0 && overlapSeconds <= 366 * 86_400))
      return refuse("api-key/request", "the overlap is no time of up to a year");
    const made = createKeyText(prefix, random);
    const changed = await store.change(id, (old) => rotated(old, made, now(), Math.round(overlapSeconds * 1000)));
    if (!changed.ok) return refuse("api-key/request", changed.problem);
    return accept({ key: changed.added ?? changed.key, text: made.text });
  }

  async function revoke(id: string): Promise<Outcome<{ readonly key: ApiKey }>> {
    const changed = await store.change(id, (key) => ({ key: { revokedAt: now(), ...key } }));
    return changed.ok ? accept({ key: changed.key }) : refuse("api-key/request", changed.problem);
  }

  return {
    create: (request) => guarded(() => create(request)),
    list: () => guarded(async () => accept({ keys: await store.list() })),
    rotate: (id, overlapSeconds) => guarded(() => rotate(id, overlapSeconds)),
    revoke: (id) => guarded(() => revoke(id)),
    verify: (text) => verifyKey(text, { store, clock, prefix }),
  };
}

function rotated(
  old: ApiKey,
  made: { readonly id: string; readonly prefix: string; readonly text: string },
  now: number,
  overlap: number,
): KeyChange | { readonly problem: string } {
  const state = stateOf(old, now);
  if (state !== "active") return { problem: `the key is ${state}: make a new one` };
  if (old.successor !== undefined) return { problem: `the key was rotated before: ${old.successor} took its place` };
  const { lastUsedAt: _used, expiresAt, ...kept } = old;
  const life = expiresAt === undefined ? {} : { expiresAt: now + Math.max(expiresAt - old.createdAt, minimalLife) };
  const added: ApiKey = {
    ...kept,
    id: made.id,
    prefix: made.prefix,
    hash: hashKey(made.text),
    createdAt: now,
    ...life,
  };
  return { key: { ...old, successor: made.id, expiresAt: Math.min(expiresAt ?? Infinity, now + overlap) }, added };
}

const minimalLife = identityLimits.leewaySeconds * 1000;

async function guarded<T>(action: () => Promise<Outcome<T>>): Promise<Outcome<T> | Refusal> {
  try {
    return await action();
  } catch (error) {
    return refuse("api-key/unavailable", `the keys cannot be used: ${unavailability(error)}`);
  }
}
