import { identityLimits } from "../limits.ts";
import { StoreUnavailable } from "../stores/unavailable.ts";
import { revokedKey, strongerOf, type Revocation, type Revoked } from "./revocation.ts";

/** Revocations in this process. A look-up takes no account of `until`, so that a clock that is set makes nothing valid again. */
export interface RevocationMemory {
  put(revocation: Revocation): void;
  readonly find: (revoked: readonly Revoked[]) => readonly (number | undefined)[];
  all(): Iterable<Revocation>;
  readonly size: number;
}

export function createRevocationMemory(most: number = identityLimits.revocations): RevocationMemory {
  const kept = new Map<string, Revocation>();
  return {
    put(revocation) {
      const key = revokedKey(revocation.revoked);
      const known = kept.get(key);
      if (known === undefined && kept.size >= most)
        throw new StoreUnavailable(`there are ${most} revocations, and there may be no more`);
      kept.set(key, strongerOf(known, revocation));
    },
    find: (revoked) => revoked.map((one) => kept.get(revokedKey(one))?.before),
    all: () => kept.values(),
    get size() {
      return kept.size;
    },
  };
}
