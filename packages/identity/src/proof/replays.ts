import { createHash } from "node:crypto";
import { identityLimits } from "../limits.ts";
import type { RedisClient } from "../stores/redis.ts";
import { answerOf, StoreUnavailable } from "../stores/unavailable.ts";

/** Which proofs have been used. Times are seconds since 1970. */
export interface ReplayStore {
  /**
   * Notes that a proof is used, which is acceptable until some time. False when it was used before; rejects (`StoreUnavailable`)
   * when that cannot be known.
   */
  use(proof: string, now: number, until: number): Promise<boolean> | boolean;
}

/**
 * Used proofs in this process, a bounded number: when there are more than `entries` that are still acceptable, all new ones are
 * refused rather than old ones forgotten. So are those that may have been forgotten, when the clock was put back.
 */
export function createReplayMemory(entries: number = identityLimits.proofs): ReplayStore {
  const used = new Map<string, number>();
  let forgottenUntil = -Infinity;

  function forget(now: number): void {
    for (const [proof, until] of used) {
      if (until > now) continue;
      used.delete(proof);
      forgottenUntil = Math.max(forgottenUntil, until);
    }
  }

  return {
    use(proof, now, until) {
      if (used.has(proof)) return false;
      if (used.size >= entries) forget(now);
      if (until <= forgottenUntil) throw new StoreUnavailable("the clock was put back");
      if (used.size >= entries) throw new StoreUnavailable("too many proofs are in use");
      used.set(proof, until);
      return true;
    },
  };
}

const useScript = `return redis.call('SET', KEYS[1], '1', 'NX', 'PX', ARGV[1]) and 1 or 0`;

/** Used proofs in Redis, for any number of machines; each is a key that Redis forgets when the proof is too old anyway. */
export function createRedisReplays(client: RedisClient, keySpace = "authz:proof:"): ReplayStore {
  return {
    async use(proof, now, until) {
      const key = keySpace + createHash("sha256").update(proof).digest("base64url");
      const life = String(Math.max(1_000, Math.ceil((until - now) * 1000)));
      return (await answerOf("Redis", () => client.eval(useScript, { keys: [key], arguments: [life] }))) === 1;
    },
  };
}
