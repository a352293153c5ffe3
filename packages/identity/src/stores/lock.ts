import { lock } from "proper-lockfile";
import { identityLimits } from "../limits.ts";
import { StoreUnavailable } from "./unavailable.ts";

/**
 * Does something while no other process that uses this function does something with the same file, which need not exist.
 * The lock of a process that was killed is broken after ten seconds.
 */
export async function withLock<T>(path: string, action: () => Promise<T>): Promise<T> {
  let lost = false;
  const release = await lock(path, {
    realpath: false,
    stale: staleMilliseconds,
    retries: { retries: 200, factor: 1.2, minTimeout: 5, maxTimeout: 100 },
    onCompromised: () => (lost = true),
  }).catch((error: unknown) => {
    throw new StoreUnavailable(`the lock of the file cannot be had (${codeOf(error)})`);
  });
  try {
    const done = await action();
    if (lost) throw new StoreUnavailable("the lock of the file was lost");
    return done;
  } finally {
    await release().catch(() => undefined);
  }
}

const staleMilliseconds = Math.max(10, identityLimits.storeSeconds) * 1000;

function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "unknown";
}
