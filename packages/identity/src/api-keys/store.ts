import type { ApiKey } from "./api-key.ts";

/**
 * Where keys are kept. Every function rejects (with `StoreUnavailable`, if it is one of ours) when the store cannot be used, and
 * then nothing has changed, or perhaps all of it. Ids are unique.
 */
export interface ApiKeyStore {
  find(id: string): Promise<ApiKey | undefined>;
  /** All of them, oldest first. */
  list(): Promise<readonly ApiKey[]>;
  /** False when the id is taken. */
  add(key: ApiKey): Promise<boolean>;
  /** Reads a key and writes what becomes of it, at once: nobody else changes it in between. */
  change(id: string, change: ChangeKey): Promise<ChangedKey>;
  /** That the key was used; need not last. */
  touch(id: string, usedAt: number): Promise<void>;
}

/** What becomes of a key, and perhaps a second one that is added; or why not, and then nothing is written. */
export type ChangeKey = (key: ApiKey) => KeyChange | { readonly problem: string };

export interface KeyChange {
  readonly key: ApiKey;
  readonly added?: ApiKey;
}

export type ChangedKey = ({ readonly ok: true } & KeyChange) | { readonly ok: false; readonly problem: string };
