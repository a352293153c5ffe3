import { StoreUnavailable, answerOf } from "../stores/unavailable.ts";
import type { PostgresPool } from "../stores/postgres.ts";
import type { ApiKey } from "./api-key.ts";
import { readKey } from "./file-format.ts";
import type { ApiKeyStore, ChangedKey, ChangeKey } from "./store.ts";

/** Makes the table of keys, where it is not there yet: to be run once by whoever may, with the search path of the application. */
export const apiKeysMigration: string = `
CREATE TABLE IF NOT EXISTS authz_api_keys (
  id text COLLATE "C" PRIMARY KEY,
  revision integer NOT NULL DEFAULT 0,
  prefix text NOT NULL,
  hash text NOT NULL,
  name text NOT NULL,
  subject_type text NOT NULL,
  subject_id text NOT NULL,
  scopes text[],
  roles text[] NOT NULL,
  created_at bigint NOT NULL,
  expires_at bigint,
  last_used_at bigint,
  revoked_at bigint,
  successor text
);
COMMENT ON COLUMN authz_api_keys.scopes IS 'NULL: no ceiling';
COMMENT ON COLUMN authz_api_keys.created_at IS 'times are milliseconds since 1970';
`;

const columns =
  "id, prefix, hash, name, subject_type, subject_id, scopes, roles, created_at, expires_at, last_used_at, revoked_at, successor";
const insert = `INSERT INTO authz_api_keys (${columns})
  SELECT $1, $2, $3, $4, $5, $6, $7::text[], $8::text[], $9::bigint, $10::bigint, $11::bigint, $12::bigint, $13`;

/** How often a change is tried anew because somebody else changed the same key. */
const attempts = 8;

/** Keys in PostgreSQL, for any number of machines; the table is that of {@link apiKeysMigration}. */
export function createPostgresKeyStore(pool: PostgresPool): ApiKeyStore {
  async function query(text: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    return (await answerOf("PostgreSQL", () => pool.query(text, [...values]))).rows;
  }

  async function read(id: string): Promise<{ readonly key: ApiKey; readonly revision: unknown } | undefined> {
    const [row] = await query(`SELECT ${columns}, revision FROM authz_api_keys WHERE id = $1`, [id]);
    return row === undefined ? undefined : { key: toKey(row), revision: row["revision"] };
  }

  /** One statement does all of it, or nothing when somebody else was faster. */
  async function write(key: ApiKey, revision: unknown, added: ApiKey | undefined): Promise<boolean> {
    const update = `UPDATE authz_api_keys SET expires_at = $1, last_used_at = $2, revoked_at = $3, successor = $4,
      revision = revision + 1 WHERE id = $5 AND revision = $6 RETURNING id`;
    const values = [key.expiresAt, key.lastUsedAt, key.revokedAt, key.successor, key.id, revision];
    if (added === undefined) return (await query(update, values)).length === 1;
    const shifted = update.replaceAll(/\$(\d+)/g, (_, number: string) => `$${Number(number) + 13}`);
    const both = `WITH changed AS (${shifted}) ${insert} FROM changed RETURNING id`;
    return (await query(both, [...toValues(added), ...values])).length === 1;
  }

  async function change(id: string, decide: ChangeKey): Promise<ChangedKey> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const found = await read(id);
      if (found === undefined) return { ok: false, problem: "there is no key with this id" };
      const decided = decide(found.key);
      if ("problem" in decided) return { ok: false, problem: decided.problem };
      if (await write(decided.key, found.revision, decided.added)) return { ok: true, ...decided };
    }
    throw new StoreUnavailable("the key is changed by others all the time");
  }

  return {
    find: async (id) => (await read(id))?.key,
    list: async () => (await query(`SELECT ${columns} FROM authz_api_keys ORDER BY created_at, id`)).map(toKey),
    add: async (key) => (await query(`${insert} ON CONFLICT (id) DO NOTHING RETURNING id`, toValues(key))).length === 1,
    change,
    touch: async (id, usedAt) => {
      await query("UPDATE authz_api_keys SET last_used_at = greatest(last_used_at, $2::bigint) WHERE id = $1", [
        id,
        usedAt,
      ]);
    },
  };
}

type Row = Readonly<Record<string, unknown>>;

function toValues(key: ApiKey): unknown[] {
  const { id, prefix, hash, name, subject, scopes, roles } = key;
  const times = [key.createdAt, key.expiresAt, key.lastUsedAt, key.revokedAt];
  return [id, prefix, hash, name, subject.type, subject.id, scopes === "all" ? null : scopes, roles, ...times].concat([
    key.successor,
  ]);
}

/** The driver gives `bigint` as text, so that no digit is lost. */
function toKey(row: Row): ApiKey {
  const times = {
    createdAt: row["created_at"],
    expiresAt: row["expires_at"],
    lastUsedAt: row["last_used_at"],
    revokedAt: row["revoked_at"],
  };
  const optional = Object.entries({ ...times, successor: row["successor"] }).filter(([, value]) => value !== null);
  return readKey({
    id: row["id"],
    prefix: row["prefix"],
    hash: row["hash"],
    name: row["name"],
    subject: { type: row["subject_type"], id: row["subject_id"] },
    scopes: row["scopes"] ?? "all",
    roles: row["roles"],
    ...Object.fromEntries(optional.map(([name, value]) => [name, name in times ? Number(value) : value])),
  });
}
