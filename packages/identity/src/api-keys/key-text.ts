import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { encodeBase62 } from "../encoding/base62.ts";
import { encodeBase64url } from "../encoding/base64url.ts";
import { identityLimits } from "../limits.ts";
import { accept, refuse, type Outcome } from "../result.ts";

/**
 * A key as its owner has it: `PREFIX_ID_SECRET` and a checksum, so that one double click takes it, a scanner finds it by
 * {@link apiKeyPattern}, and a typing mistake shows without asking any store. The id is public; the secret has 256 bits.
 */
export interface KeyText {
  readonly prefix: string;
  readonly id: string;
}

/** Random bytes from a generator fit for secrets, so many of them: `crypto.randomBytes`. */
export type Random = (length: number) => Uint8Array;

const idLength = 11;
const secretLength = 43;
const checkLength = 6;

/** Finds keys in a text (with the flag `g`, say, when secrets are searched for): any prefix, id, secret and checksum. */
export const apiKeyPattern: RegExp = /\b[a-z][a-z0-9]{1,15}_[0-9A-Za-z]{11}_[0-9A-Za-z]{49}\b/;

const whole = new RegExp(`^${apiKeyPattern.source.replaceAll("\\b", "")}$`);

export function isPrefix(text: string): boolean {
  return /^[a-z][a-z0-9]{1,15}$/.test(text);
}

/** A new key: 64 bits for the id, 256 for the secret. */
export function createKeyText(prefix: string, random: Random): KeyText & { readonly text: string } {
  const id = encodeBase62(random(8), idLength);
  const body = `${prefix}_${id}_${encodeBase62(random(32), secretLength)}`;
  return { prefix, id, text: body + checksum(body) };
}

/** Takes a key apart; refuses what cannot be one, without asking anybody. */
export function parseKeyText(text: unknown): Outcome<KeyText> {
  const malformed = refuse("api-key/malformed", "the key is none of ours, or was not copied whole");
  if (typeof text !== "string" || text.length > identityLimits.apiKeyLength || !whole.test(text)) return malformed;
  const body = text.slice(0, -checkLength);
  const [prefix = "", id = ""] = body.split("_");
  return text.endsWith(checksum(body)) ? accept({ prefix, id }) : malformed;
}

/** What is stored of a key: SHA-256 of its whole text. Enough, because nobody can guess 256 random bits. */
export function hashKey(text: string): string {
  return encodeBase64url(createHash("sha256").update(text).digest());
}

function checksum(body: string): string {
  const value = crc32(body);
  return encodeBase62(Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value), checkLength);
}
