import { createHash } from "node:crypto";
import type { RedisClient } from "../stores/redis.ts";
import { answerOf, StoreUnavailable } from "../stores/unavailable.ts";
import { identityLimits } from "../limits.ts";
import type { Clock } from "../result.ts";
import { forever, revocationProblem, revokedKey, type Revocation, type Revoked } from "./revocation.ts";
import type { RevocationStore } from "./store.ts";

export interface RedisRevocationsOptions {
  readonly client: RedisClient;
  readonly clock: Clock;
  /** What all keys begin with; default `authz:revoked:`. */
  readonly keySpace?: string;
}

/** Keeps the stronger of two, and the longer of two lives; `max` of the script is exact for whole numbers below 2^53. */
const addScript = `
for i, key in ipairs(KEYS) do
  local before, life = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
  local known = tonumber(redis.call('GET', key) or '-1')
  local left = redis.call('PTTL', key)
  redis.call('SET', key, string.format('%d', math.max(before, known)), 'PX', math.max(life, left))
end
return #KEYS`;

const markScript = `return redis.call('SET', KEYS[1], ARGV[1])`;

export interface RedisRevocations extends RevocationStore {
  find(revoked: readonly Revoked[]): Promise<readonly (number | undefined)[]>;
  /**
   * Says that this Redis holds all revocations there are, of which there are none yet. Once, before the first use; and never
   * after a loss of data, but for `add` of everything, which makes up for what was lost.
   */
  readonly initialise: () => Promise<void>;
}

/**
 * Revocations in Redis, for any number of machines: what one adds, all see in the next look-up. Each is a key that Redis forgets
 * when the tokens have expired. A Redis that has lost its data (a restart without persistence, a flush) lacks a mark, and
 * every look-up rejects until everything issued so far is revoked or {@link RedisRevocations.initialise} is called.
 */
export function createRedisRevocations(options: RedisRevocationsOptions): RedisRevocations {
  const { client, clock, keySpace = "authz:revoked:" } = options;
  const mark = `${keySpace}complete`;
  const keyOf = (revoked: Revoked): string =>
    keySpace + createHash("sha256").update(revokedKey(revoked)).digest("base64url");

  async function find(revoked: readonly Revoked[]): Promise<readonly (number | undefined)[]> {
    const answers = await answerOf("Redis", () => client.mGet([mark, ...revoked.map(keyOf)]));
    const [marked, ...found] = answers;
    if (typeof marked !== "string")
      throw new StoreUnavailable("Redis holds no revocations: it was never initialised, or has lost them");
    return found.map(toBefore);
  }

  async function add(asked: readonly Revocation[]): Promise<void> {
    const problem = asked.map(revocationProblem).find((found) => found !== undefined);
    if (problem !== undefined) throw new StoreUnavailable(`it cannot be revoked: ${problem}`);
    if (asked.length === 0) return;
    const now = clock().getTime();
    const revocations = asked.map((revocation) => upToNow(revocation, now));
    const values = revocations.flatMap(({ before, until }) => [before, Math.max(until - now, leastLife)]);
    const keys = revocations.map(({ revoked }) => keyOf(revoked));
    await answerOf("Redis", () => client.eval(addScript, { keys, arguments: values.map(String) }));
    if (revocations.some((revocation) => makesUpForAll(revocation, now))) await initialise();
  }

  async function initialise(): Promise<void> {
    const value = clock().toISOString();
    await answerOf("Redis", () => client.eval(markScript, { keys: [mark], arguments: [value] }));
  }

  return { find, add, initialise };
}

/** A clock that is set, or a script that runs late, must not make a revocation vanish at once. */
const leastLife = 1_000;

/** Everything until a moment ago, when it was asked for, is everything until now: to revoke a little more is safe. */
function upToNow(revocation: Revocation, now: number): Revocation {
  const late = now - revocation.before;
  const isAll = revocation.revoked.kind === "everything" && revocation.revoked.issuer === undefined;
  if (!isAll || late <= 0 || late > identityLimits.revocationSkewSeconds * 1000) return revocation;
  return { ...revocation, before: now, until: revocation.until + late };
}

function makesUpForAll({ revoked, before }: Revocation, now: number): boolean {
  return revoked.kind === "everything" && revoked.issuer === undefined && before >= now;
}

/** What is no number of ours was written by somebody else: it refuses whatever it is about. */
function toBefore(value: unknown): number | undefined {
  if (value === null || value === undefined) return undefined;
  return typeof value === "string" && /^\d{1,16}$/.test(value) ? Number(value) : forever;
}
