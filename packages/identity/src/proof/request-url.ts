/**
 * A request's address as `htu` is compared (RFC 9449 4.3): without query and fragment, after the normalisation of RFC 3986 6.2.2 and
 * 6.2.3. Undefined for what is no address of a web server.
 */
export function normaliseUrl(text: unknown): string | undefined {
  if (typeof text !== "string" || text.length > 8_192 || !URL.canParse(text)) return undefined;
  const { protocol, username, password, host, pathname } = new URL(text);
  if ((protocol !== "https:" && protocol !== "http:") || username !== "" || password !== "") return undefined;
  return `${protocol}//${host}${pathname.replaceAll(/%[0-9a-f]{2}/gi, normaliseEscape)}`;
}

function normaliseEscape(escape: string): string {
  const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
  return /[A-Za-z0-9._~-]/.test(character) ? character : escape.toUpperCase();
}
