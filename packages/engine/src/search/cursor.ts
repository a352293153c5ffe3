/** Where the next page of a search begins, as an opaque text: base64url (RFC 4648, section 5) of what it needs. */
export function writeCursor(query: string, after: string): string {
  const bytes = new TextEncoder().encode(JSON.stringify([fingerprint(query), after]));
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** The id after which the page begins; undefined when the cursor was not made for this query. */
export function readCursor(cursor: string, query: string): string | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(cursor)) return undefined;
  try {
    const text = atob(cursor.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    const data: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (!Array.isArray(data) || data.length !== 2 || data[0] !== fingerprint(query)) return undefined;
    return typeof data[1] === "string" ? data[1] : undefined;
  } catch {
    return undefined;
  }
}

/** FNV-1a, 32 bits: tells a cursor of another query, by mistake; it protects nothing, and nothing depends on it. */
function fingerprint(text: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01_00_01_93);
  return hash >>> 0;
}
