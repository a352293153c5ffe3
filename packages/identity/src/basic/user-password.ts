import { identityLimits } from "../limits.ts";
import { accept, refuse, type Outcome } from "../result.ts";

/** What the scheme Basic carries (RFC 7617 2). */
export interface UserPassword {
  readonly user: string;
  readonly password: string;
}

/** Takes apart what comes after `Basic` in the Authorization header: base64 of UTF-8, split at the first colon. */
export function parseUserPassword(credentials: string): Outcome<UserPassword> {
  if (
    credentials.length > 2 * identityLimits.passwordLength ||
    !base64.test(credentials) ||
    credentials.length % 4 === 1
  )
    return refuse("basic/malformed", "the credentials are no base64, or too long");
  try {
    const bytes = Uint8Array.from(atob(credentials), (character) => character.charCodeAt(0));
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const colon = text.indexOf(":");
    const [user, password] = [text.slice(0, colon), text.slice(colon + 1)];
    if (colon < 1 || bytes.length > identityLimits.passwordLength || /\p{Cc}/u.test(text))
      return refuse("basic/malformed", "the credentials are no name and password, or hold control characters");
    return accept({ user, password });
  } catch {
    return refuse("basic/malformed", "the credentials are no base64 of UTF-8");
  }
}

const base64 = /^[A-Za-z0-9+/]+={0,2}$/;
