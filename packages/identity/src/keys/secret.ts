/** What makes bytes unfit as a secret for HMAC, in words; undefined when nothing does. Their number is judged elsewhere. */
export function secretProblem(secret: Uint8Array): string | undefined {
  const text = new TextDecoder().decode(secret).trim();
  if (/^(?:-----BEGIN|ssh-|\{|\x30\x82)/.test(text)) return "its secret is a key or certificate that others have, too";
  if (new Set(secret).size < 12) return "its secret has too few different bytes to be random";
  if (/^[\x20-\x7e]+$/.test(text) && new Set(text).size < 16) return "its secret looks like a password";
  return undefined;
}
