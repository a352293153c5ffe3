import { lock } from "proper-lockfile";
import pRetry from "p-retry";
import { StoreUnavailable } from "./unavailable.ts";

/**
 * Does something while no other process that uses this function does something with the same file, which need not exist.
 * The lock of a process that was killed is broken after ten seconds.
 */
export async function withLock<T>(path: string, action: () => Promise<T>): Promise<T> {
  let lost = false;
  const options = { realpath: false, stale: staleMilliseconds, onCompromised: () => (lost = true) };
  const release = await pRetry(() => lock(path, options).catch(refused), {
    shouldRetry: ({ error }) => error.cause === "ELOCKED",
    retries: 200,
    factor: 1.2,
    minTimeout: 5,
    maxTimeout: 100,
  });
  try {
    const done = await action();
    if (lost) throw new StoreUnavailable("the lock of the file was lost");
    return done;
  } finally {
    await release().catch(() => undefined);
  }
}

const staleMilliseconds = 10_000;

function refused(error: unknown): never {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "unknown";
  throw new StoreUnavailable(`the lock of the file cannot be had (${code})`, { cause: code });
}
