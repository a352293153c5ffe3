import { readAnswer, silence } from "../net/answer.ts";
import { freshSeconds } from "../net/fresh.ts";
import { identityLimits } from "../limits.ts";
import type { Clock, Fetch } from "../result.ts";
import type { Algorithm } from "./algorithms.ts";
import { readKeySet, type KeySource } from "./key-set.ts";
import { createLoadedKeys, type LoadedKeys } from "./loaded-keys.ts";

export interface RemoteKeysOptions {
  /** Where the issuer publishes its key set, from the configuration and nowhere else (see `urlProblem`). */
  readonly url: string;
  readonly algorithms: readonly Algorithm[];
  readonly fetch: Fetch;
  readonly clock: Clock;
}

/** An issuer's published keys (`jwks_uri`): public ones only, cached as the answer says and within bounds. */
export function createRemoteKeys(options: RemoteKeysOptions): KeySource {
  return createLoadedKeys(() => loadKeys(options), options.clock);
}

async function loadKeys({ url, algorithms, fetch }: RemoteKeysOptions): Promise<LoadedKeys> {
  try {
    const response = await fetch(url, {
      headers: { accept: "application/jwk-set+json, application/json" },
      redirect: "manual",
      signal: AbortSignal.timeout(identityLimits.answerSeconds * 1000),
    });
    const answer = await readAnswer(response, {
      types: ["application/jwk-set+json"],
      length: identityLimits.keySetLength,
    });
    if (!answer.ok) return answer;
    const read = await readKeySet(answer.data, { algorithms, secrets: false });
    return read.ok ? { ok: true, set: read.set, freshSeconds: freshSeconds(answer.headers, bounds) } : read;
  } catch (error) {
    return { ok: false, problem: silence(error, identityLimits.answerSeconds) };
  }
}

const bounds = {
  least: identityLimits.freshSecondsLeast,
  most: identityLimits.freshSecondsMost,
  silent: 300,
};
