import { identityLimits } from "../limits.ts";
import { StoreUnavailable } from "./unavailable.ts";

/** What is used of a pool of the package `pg`. */
export interface PostgresPool {
  query(text: string, values: unknown[]): Promise<{ readonly rows: readonly Readonly<Record<string, unknown>>[] }>;
}

export interface OpenPostgres {
  readonly pool: PostgresPool;
  readonly close: () => Promise<void>;
}

/** A pool of the package `pg`, which whoever needs it installs; rejects with `StoreUnavailable` when it is not there. */
export async function openPostgres(url: string): Promise<OpenPostgres> {
  const { default: pg } = await import("pg").catch(() => {
    throw new StoreUnavailable("the package `pg` is not installed");
  });
  const milliseconds = identityLimits.storeSeconds * 1000;
  const pool = new pg.Pool({
    connectionString: url,
    max: 4,
    connectionTimeoutMillis: milliseconds,
    query_timeout: milliseconds,
    statement_timeout: milliseconds,
    allowExitOnIdle: true,
  });
  // A connection that breaks while nobody uses it: the next query says so.
  pool.on("error", () => undefined);
  return { pool: { query: (text, values) => pool.query(text, values) }, close: () => pool.end() };
}
