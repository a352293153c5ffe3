import { base64url } from "jose";

/** Whole groups of four, then perhaps two or three whose unused bits are zero: one text for each run of bytes. */
const canonical = /^(?:[\w-]{4})*(?:[\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?$/;

/** RFC 4648 5 without padding, and only the canonical text of its bytes; undefined for any other. */
export function decodeBase64url(text: string): Uint8Array | undefined {
  return canonical.test(text) ? base64url.decode(text) : undefined;
}

export function encodeBase64url(bytes: Uint8Array): string {
  return base64url.encode(bytes);
}
