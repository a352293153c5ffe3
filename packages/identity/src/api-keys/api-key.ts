import type { Ref } from "@authz/model";

/** What is kept of a key; the key itself cannot be made from it. Times are milliseconds since 1970. */
export interface ApiKey {
  readonly id: string;
  readonly prefix: string;
  /** SHA-256 of the key's text, base64url. */
  readonly hash: string;
  /** What it is for, in words. */
  readonly name: string;
  /** For whom it stands: most often a program's own type of subject, since keys know no people. */
  readonly subject: Ref;
  /** A ceiling like a token's `scope`; `"all"` is none. */
  readonly scopes: readonly string[] | "all";
  /** Application-wide roles that requests with this key assert. */
  readonly roles: readonly string[];
  readonly createdAt: number;
  /** From then on it is refused; without one it never expires. */
  readonly expiresAt?: number;
  /** To within `lastUsedSeconds`. */
  readonly lastUsedAt?: number;
  readonly revokedAt?: number;
  /** The id of the key that takes its place, once it was rotated. */
  readonly successor?: string;
}

export type ApiKeyState = "active" | "expired" | "revoked";

export function stateOf({ expiresAt, revokedAt }: ApiKey, now: number): ApiKeyState {
  if (revokedAt !== undefined) return "revoked";
  return expiresAt === undefined || now < expiresAt ? "active" : "expired";
}
