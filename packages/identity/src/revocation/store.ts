import type { Revocation, Revoked } from "./revocation.ts";

/** Where revocations are kept. Every function rejects (`StoreUnavailable`) when the store cannot be used. */
export interface RevocationStore {
  /** Resolves once they last: on disk, or where the server keeps them. Revoking again is not wrong, and takes nothing back. */
  add(revocations: readonly Revocation[]): Promise<void>;
  /** For each, until when tokens must have been issued to be refused; undefined when it is not revoked. */
  find(revoked: readonly Revoked[]): readonly (number | undefined)[] | Promise<readonly (number | undefined)[]>;
}
