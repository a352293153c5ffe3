import { randomUUID } from "node:crypto";
import pg from "pg";
import { apiKeysMigration } from "../api-keys/postgres-store.ts";

/** A database of a test's own. */
export interface TestDatabase {
  readonly url: string;
  query(text: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  remove(): Promise<void>;
}

const server = "postgres://postgres@127.0.0.1:5432";

/** Undefined where no PostgreSQL answers. */
export async function createTestDatabase(name: string): Promise<TestDatabase | undefined> {
  const database = `authz_test_${name}_${randomUUID().slice(0, 8)}`;
  try {
    await run(`${server}/postgres`, `CREATE DATABASE ${database}`);
  } catch {
    return undefined;
  }
  const url = `${server}/${database}`;
  await run(url, apiKeysMigration);
  return {
    url,
    query: (text) => run(url, text),
    remove: async () => void (await run(`${server}/postgres`, `DROP DATABASE ${database} WITH (FORCE)`)),
  };
}

async function run(url: string, text: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  await client.connect();
  try {
    const result = await client.query(text);
    return result.rows as Readonly<Record<string, unknown>>[];
  } finally {
    await client.end();
  }
}
