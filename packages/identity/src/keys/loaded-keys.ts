import { identityLimits } from "../limits.ts";
import { refuse, type Clock, type Refusal } from "../result.ts";
import { selectKey, type KeySet, type KeySource, type WantedKey } from "./key-set.ts";

/** Gets the whole set anew, and says for how many seconds it is fresh. Never throws. */
export type LoadKeys = () => Promise<LoadedKeys>;

export type LoadedKeys =
  | { readonly ok: true; readonly set: KeySet; readonly freshSeconds: number }
  | { readonly ok: false; readonly problem: string };

/** What is known of the set. Times are seconds since 1970. */
interface Known {
  set?: KeySet;
  loadedAt: number;
  freshSeconds: number;
  /** Of the last attempt, whatever came of it. */
  triedAt: number;
  /** Why the last attempt failed. */
  problem?: string;
}

/**
 * Keys that come from elsewhere. They are loaded when they are first wanted, when they are no longer fresh, and when a token
 * names one that is unknown (not more often than every `refetchSeconds`). While they cannot be loaded the last good set
 * stays in use for `staleSeconds`, and a new attempt is made every `retrySeconds`.
 */
export function createLoadedKeys(load: LoadKeys, clock: Clock): KeySource {
  const known: Known = { loadedAt: -Infinity, freshSeconds: 0, triedAt: -Infinity };
  let loading: Promise<void> | undefined;
  const now = (): number => clock().getTime() / 1000;

  async function reload(): Promise<void> {
    known.triedAt = now();
    const loaded = await load();
    if (!loaded.ok) {
      known.problem = loaded.problem;
      return;
    }
    delete known.problem;
    Object.assign(known, { set: loaded.set, loadedAt: known.triedAt, freshSeconds: loaded.freshSeconds });
  }

  /** One attempt at a time, and none too soon after the last. */
  async function reloadAfter(seconds: number): Promise<void> {
    if (loading === undefined && within(known.triedAt, seconds, now())) return;
    loading ??= reload().finally(() => (loading = undefined));
    await loading;
  }

  async function find(wanted: WantedKey): ReturnType<KeySource["find"]> {
    if (!within(known.loadedAt, known.freshSeconds, now())) await reloadAfter(retrySeconds);
    const first = select(known, wanted, now());
    if (first.ok || first.code !== "token/unknown-key") return first;
    await reloadAfter(known.problem === undefined ? identityLimits.refetchSeconds : retrySeconds);
    const second = select(known, wanted, now());
    return second.ok || known.problem === undefined ? second : unavailable(known.problem);
  }

  return { find };
}

/** After a failure. */
const retrySeconds = 5;

/** Whether a time is less than some seconds ago; a time in the future is not: the clock was put back. */
function within(time: number, seconds: number, now: number): boolean {
  return now >= time && now < time + seconds;
}

function select(known: Known, wanted: WantedKey, now: number): ReturnType<typeof selectKey> {
  const { set, loadedAt, freshSeconds, problem } = known;
  if (set === undefined) return unavailable(problem ?? "they have not been loaded");
  // As much when the clock was put back: how long ago they were loaded is not known then.
  if (!(Math.abs(now - loadedAt) < freshSeconds + identityLimits.staleSeconds))
    return unavailable(problem ?? "the last ones are too old");
  return selectKey(set, wanted);
}

function unavailable(problem: string): Refusal {
  return refuse("keys/unavailable", `the issuer's keys cannot be had: ${problem}`);
}
