import { readStrictJson } from "../encoding/strict-json.ts";
import { identityLimits } from "../limits.ts";
import type { Clock } from "../result.ts";
import type { Algorithm } from "./algorithms.ts";
import { readKeySet, type KeySource } from "./key-set.ts";
import { createLoadedKeys, type LoadedKeys } from "./loaded-keys.ts";

/** Reads a file; rejects when it cannot. */
export type ReadFile = (path: string) => Promise<Uint8Array>;

export interface FileKeysOptions {
  readonly path: string;
  readonly algorithms: readonly Algorithm[];
  readonly readFile: ReadFile;
  readonly clock: Clock;
}

/** A key set in a file of ours, which may hold secrets. It is read again once a minute, and for an unknown `kid`. */
export function createFileKeys(options: FileKeysOptions): KeySource {
  return createLoadedKeys(() => loadKeys(options), options.clock);
}

async function loadKeys({ path, algorithms, readFile }: FileKeysOptions): Promise<LoadedKeys> {
  try {
    const bytes = await readFile(path);
    if (bytes.length > identityLimits.keySetLength)
      return { ok: false, problem: `the file is longer than ${identityLimits.keySetLength} bytes` };
    const parsed = readStrictJson(bytes);
    if (!parsed.ok) return { ok: false, problem: `the file ${parsed.problem}` };
    const read = await readKeySet(parsed.data, { algorithms, secrets: true });
    return read.ok ? { ok: true, set: read.set, freshSeconds: 60 } : read;
  } catch {
    return { ok: false, problem: "the file cannot be read" };
  }
}
