import { scrypt, timingSafeEqual } from "node:crypto";
import { decodeBase64url, encodeBase64url } from "../encoding/base64url.ts";

/** What scrypt costs (RFC 7914): memory is 128 * r * 2^ln bytes. */
export interface ScryptCost {
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

/** 16 MiB, five times over: one of the settings that OWASP recommends. */
export const defaultCost: ScryptCost = { ln: 14, r: 8, p: 5 };

/** A hash as it is stored: `$scrypt$ln=14,r=8,p=5$SALT$HASH`, salt and hash base64url. */
export interface PasswordHash {
  readonly cost: ScryptCost;
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
}

const pattern = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w-]{22,86})\$([\w-]{43})$/;

/** Undefined for what is no such hash, or one that is too cheap or would cost too much. */
export function parsePasswordHash(text: string): PasswordHash | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [ln, r, p] = [match[1], match[2], match[3]].map(Number);
  const [salt, hash] = [match[4], match[5]].map((part) => decodeBase64url(part ?? ""));
  if (ln === undefined || r === undefined || p === undefined || salt === undefined || hash === undefined)
    return undefined;
  const isFair = ln >= 14 && ln <= 17 && r >= 8 && r <= 16 && p >= 1 && p <= 16;
  return isFair ? { cost: { ln, r, p }, salt, hash } : undefined;
}

/** To be stored instead of a password. `random` gives the salt: `crypto.randomBytes`. */
export async function hashPassword(
  password: string,
  random: (length: number) => Uint8Array,
  cost: ScryptCost = defaultCost,
): Promise<string> {
  const salt = random(16);
  const hash = await derive(password, salt, cost);
  const { ln, r, p } = cost;
  return `$scrypt$ln=${ln},r=${r},p=${p}$${encodeBase64url(salt)}$${encodeBase64url(hash)}`;
}

export async function isPassword(password: string, { salt, hash, cost }: PasswordHash): Promise<boolean> {
  return timingSafeEqual(await derive(password, salt, cost), hash);
}

/** RFC 8265 4.2: one text for what looks the same. */
function derive(password: string, salt: Uint8Array, { ln, r, p }: ScryptCost): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const options = { N: 2 ** ln, r, p, maxmem: 256 * r * 2 ** ln + 1_048_576 };
  scrypt(password.normalize("NFC"), salt, 32, options, (error, key) => (error === null ? resolve(key) : reject(error)));
  return promise;
}
