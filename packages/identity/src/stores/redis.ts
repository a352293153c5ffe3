import { identityLimits } from "../limits.ts";
import { StoreUnavailable } from "./unavailable.ts";

/** What is used of a client of the package `redis` (5 or newer). */
export interface RedisClient {
  mGet(keys: string[]): Promise<readonly unknown[]>;
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
}

export interface OpenRedis {
  readonly client: RedisClient;
  readonly close: () => Promise<void>;
}

/**
 * A client of the package `redis`, which whoever needs it installs. It goes on connecting by itself for as long as it is open; while
 * it is not connected every command fails at once instead of waiting. Rejects (`StoreUnavailable`) when there is no package.
 */
export async function openRedis(url: string): Promise<OpenRedis> {
  const { createClient } = await import("redis").catch(() => {
    throw new StoreUnavailable("the package `redis` is not installed");
  });
  const milliseconds = identityLimits.storeSeconds * 1000;
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: { connectTimeout: milliseconds, reconnectStrategy: (tries) => Math.min(50 * (tries + 1), 1_000) },
  });
  // Each command says by itself that it failed.
  client.on("error", () => undefined);
  await firstConnection(client, milliseconds);
  const connected = (): typeof client => {
    if (!client.isReady) throw new StoreUnavailable("Redis is not connected");
    return client;
  };
  return {
    client: {
      mGet: async (keys) => connected().mGet(keys),
      eval: async (script, options) => connected().eval(script, options),
    },
    close: () => Promise.resolve(client.destroy()),
  };
}

/** Waits for it, but not for ever: a server that is not there now may come. */
async function firstConnection(client: { connect(): Promise<unknown> }, milliseconds: number): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, milliseconds);
  await Promise.race([client.connect().catch(() => undefined), late]);
  clearTimeout(timer);
}
