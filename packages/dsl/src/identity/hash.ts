import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** The SHA-256 of a text in UTF-8, as 64 hex digits. */
export function hashText(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** The same of many texts, one after the other. */
export interface TextHash {
  /** What begins with half a character must not follow what ends with the other half. */
  add(text: string): void;
  /** Nothing can be added any more. */
  hex(): string;
}

export function createHash(): TextHash {
  const hash = sha256.create();
  return {
    add: (text) => void hash.update(utf8ToBytes(text)),
    hex: () => bytesToHex(hash.digest()),
  };
}
