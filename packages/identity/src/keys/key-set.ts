import type { Json } from "@authz/model";
import { isJsonObject, member } from "../encoding/strict-json.ts";
import { identityLimits } from "../limits.ts";
import { accept, refuse, shown, type Outcome } from "../result.ts";
import { importKey, type ImportedKey, type KeyOptions, type VerificationKey } from "./key.ts";

/** The usable keys of one issuer. */
export interface KeySet {
  readonly keys: readonly VerificationKey[];
  readonly leftOut: readonly LeftOutKey[];
}

/** A key of the set that verifies nothing. */
export interface LeftOutKey {
  readonly kid?: string;
  /** Why, in words: `key 0: its modulus has …`. */
  readonly problem: string;
}

export type ReadKeySet = { readonly ok: true; readonly set: KeySet } | { readonly ok: false; readonly problem: string };

/** RFC 7517 5: keys that cannot be used are left out; a set without usable keys is none. */
export async function readKeySet(data: Json | undefined, options: KeyOptions): Promise<ReadKeySet> {
  const list = isJsonObject(data) ? member(data, "keys") : undefined;
  if (!Array.isArray(list)) return { ok: false, problem: "it is no JSON object with a list `keys`" };
  if (list.length > identityLimits.keysInSet)
    return { ok: false, problem: `it has ${list.length} keys, and ${identityLimits.keysInSet} are the most` };
  const entries: readonly Json[] = list;
  const kinds = new Set(entries.map((entry) => textOf(entry, "kty") === "oct"));
  if (kinds.size > 1) return { ok: false, problem: "it mixes secrets with public keys" };
  const keys: VerificationKey[] = [];
  const leftOut: LeftOutKey[] = [];
  for (const [index, entry] of entries.entries()) {
    const imported = hasTwin(entry, entries, options) ? twin : await importKey(entry, options);
    if (imported.ok) keys.push(imported.key);
    else leftOut.push(leaveOut(entry, `key ${index}: ${imported.problem}`));
  }
  if (keys.length > 0) return { ok: true, set: { keys, leftOut } };
  const [first] = leftOut;
  return { ok: false, problem: `it has no usable key${first === undefined ? "" : ` (${first.problem})`}` };
}

function leaveOut(entry: Json, problem: string): LeftOutKey {
  const kid = textOf(entry, "kid");
  return kid === undefined ? { problem } : { kid, problem };
}

const twin: ImportedKey = { ok: false, problem: "its `kid` is also that of another key of its type and use" };

/**
 * RFC 7517 4.5 lets keys of different types share a `kid`, and no others. One key that is published for two algorithms is no
 * exception (RFC 8725 3.1), unless only one of them is allowed.
 */
function hasTwin(entry: Json, entries: readonly Json[], { algorithms }: KeyOptions): boolean {
  const kid = textOf(entry, "kid");
  if (kid === undefined) return false;
  const same = entries.filter((other) => {
    const alg = textOf(other, "alg");
    if (alg !== undefined && !algorithms.some((name) => name === alg)) return false;
    return ["kid", "kty", "use"].every((name) => textOf(other, name) === textOf(entry, name));
  });
  return same.length > 1;
}

function textOf(entry: Json, name: string): string | undefined {
  const value = isJsonObject(entry) ? member(entry, name) : undefined;
  return typeof value === "string" ? value : undefined;
}

/** What a token's header says about the key that made its signature. */
export interface WantedKey {
  readonly kid?: string;
  readonly alg: string;
}

/** The one key that fits; a token without `kid` needs a set in which only one can. */
export function selectKey({ keys, leftOut }: KeySet, wanted: WantedKey): Outcome<{ readonly key: VerificationKey }> {
  const named = keys.filter((key) => wanted.kid === undefined || key.kid === wanted.kid);
  const fitting = named.filter((key) => key.alg === wanted.alg);
  const [key, second] = fitting;
  const name = wanted.kid === undefined ? "no `kid`" : `the \`kid\` ${shown(wanted.kid)}`;
  if (second !== undefined) return refuse("token/ambiguous-key", `the token has ${name}, and several keys fit`);
  if (key !== undefined) return accept({ key });
  return refuse("token/unknown-key", `the token has ${name}, ${whyNone(named, leftOut, wanted)}`);
}

/** Why there is no key: an operator who sees the `kid` in the published set needs to know. */
function whyNone(named: readonly VerificationKey[], leftOut: readonly LeftOutKey[], { kid, alg }: WantedKey): string {
  if (named.length > 0)
    return kid === undefined ? `and no key is for ${shown(alg)}` : `whose key is not for ${shown(alg)}`;
  const unusable = leftOut.find((key) => kid !== undefined && key.kid === kid);
  return unusable === undefined ? "which no key has" : `whose key cannot be used (${unusable.problem})`;
}

/** Where the keys of one issuer come from. */
export interface KeySource {
  find(wanted: WantedKey): Promise<Outcome<{ readonly key: VerificationKey }>>;
}

export function createStaticKeys(set: KeySet): KeySource {
  return { find: (wanted) => Promise.resolve(selectKey(set, wanted)) };
}
