/** What makes bytes unfit as a secret for HMAC, in words; undefined when nothing does. Their number is judged elsewhere. */
export function secretProblem(secret: Uint8Array): string | undefined {
  const text = new TextDecoder().decode(secret).trim();
  const isKey = /^(?:-----BEGIN|ssh-)/.test(text) || /^\{[\s\x20-\x7e]*\}$/.test(text) || isDer(secret);
  if (isKey) return "its secret is a key or certificate that others have, too";
  if (new Set(secret).size < 12) return "its secret has too few different bytes to be random";
  if (/^[\x20-\x7e]+$/.test(text) && new Set(text).size < 16) return "its secret looks like a password";
  return undefined;
}

/** A SEQUENCE that is as long as it says, in two bytes (X.690, 8.1.3): so long are keys and certificates. */
function isDer(bytes: Uint8Array): boolean {
  const [tag, form, high = 0, low = 0] = bytes;
  return tag === 0x30 && form === 0x82 && high * 256 + low === bytes.length - 4;
}
