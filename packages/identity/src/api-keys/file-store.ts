import { readFile } from "node:fs/promises";
import { identityLimits } from "../limits.ts";
import { absent, fileVersion } from "../stores/file-version.ts";
import { withLock } from "../stores/lock.ts";
import { replaceFile } from "../stores/replace-file.ts";
import { StoreUnavailable } from "../stores/unavailable.ts";
import type { ApiKey } from "./api-key.ts";
import { formatKeyFile, parseKeyFile } from "./file-format.ts";
import type { ApiKeyStore, ChangedKey, ChangeKey } from "./store.ts";

/**
 * Keys in a file, for one machine: any number of processes may use it. It is written whole, at once and with mode 0600, under a
 * lock; what another process changed is seen by the next look-up. Without the file there are no keys; a damaged one stops all.
 */
export function createFileKeyStore(path: string): ApiKeyStore {
  let known: { readonly version: string; readonly keys: ReadonlyMap<string, ApiKey> } | undefined;
  const touching = new Set<string>();

  async function read(): Promise<ReadonlyMap<string, ApiKey>> {
    const version = await fileVersion(path).catch(failed);
    if (known?.version === version) return known.keys;
    const keys = version === absent ? new Map<string, ApiKey>() : await load(path);
    known = { version, keys };
    return keys;
  }

  /** Under the lock, so that nothing that another process wrote meanwhile is lost. */
  function update<T>(edit: (keys: Map<string, ApiKey>) => { readonly write: boolean; readonly value: T }): Promise<T> {
    return withLock(path, async () => {
      const keys = new Map(await read());
      const { write, value } = edit(keys);
      if (keys.size > identityLimits.apiKeys) throw new StoreUnavailable("the file of keys is full");
      if (write) await replaceFile(path, formatKeyFile(keys.values())).catch(failed);
      return value;
    });
  }

  function change(id: string, decide: ChangeKey): Promise<ChangedKey> {
    return update<ChangedKey>((keys) => {
      const changed = applyChange(keys, id, decide);
      return { write: changed.ok, value: changed };
    });
  }

  async function touch(id: string, usedAt: number): Promise<void> {
    if (touching.has(id)) return;
    touching.add(id);
    try {
      await change(id, (key) => ({ key: { ...key, lastUsedAt: Math.max(usedAt, key.lastUsedAt ?? 0) } }));
    } finally {
      touching.delete(id);
    }
  }

  return {
    find: async (id) => (await read()).get(id),
    list: async () => [...(await read()).values()],
    add: (key) =>
      update((keys) => {
        const isNew = !keys.has(key.id);
        if (isNew) keys.set(key.id, key);
        return { write: isNew, value: isNew };
      }),
    change,
    touch,
  };
}

function applyChange(keys: Map<string, ApiKey>, id: string, decide: ChangeKey): ChangedKey {
  const key = keys.get(id);
  if (key === undefined) return { ok: false, problem: "there is no key with this id" };
  const decided = decide(key);
  if ("problem" in decided) return { ok: false, problem: decided.problem };
  keys.set(id, decided.key);
  if (decided.added !== undefined) keys.set(decided.added.id, decided.added);
  return { ok: true, ...decided };
}

async function load(path: string): Promise<Map<string, ApiKey>> {
  const bytes = await readFile(path).catch(failed);
  if (bytes.length > identityLimits.apiKeyFileLength) throw new StoreUnavailable("the file of keys is too long");
  return parseKeyFile(bytes);
}

function failed(error: unknown): never {
  if (error instanceof StoreUnavailable) throw error;
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "unknown";
  throw new StoreUnavailable(`the file of keys cannot be used (${code})`);
}
