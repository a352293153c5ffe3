import { createHmac, timingSafeEqual } from "node:crypto";
import { decodeBase64url, encodeBase64url } from "../encoding/base64url.ts";
import { identityLimits } from "../limits.ts";
import type { Clock } from "../result.ts";

/** Nonces for DPoP proofs (RFC 9449 8, 9), which nobody can know before they are given out. */
export interface Nonces {
  /** For the `DPoP-Nonce` header. */
  current(): string;
  /** The current one, and the one before it. */
  accepts(nonce: string): boolean;
}

/** Made from a secret of at least 32 random bytes and the time, so that nothing is stored and machines may share them. */
export function createNonces(secret: Uint8Array, clock: Clock): Nonces {
  if (secret.length < 32) throw new TypeError("a secret for nonces has at least 32 random bytes");
  const step = (): number => Math.floor(clock().getTime() / 1000 / identityLimits.nonceSeconds);
  const nonceOf = (number: number): Uint8Array => createHmac("sha256", secret).update(`dpop ${number}`).digest();
  return {
    current: () => encodeBase64url(nonceOf(step())),
    accepts(nonce) {
      const given = decodeBase64url(nonce);
      if (given?.length !== 32 || !Number.isFinite(step())) return false;
      return [step(), step() - 1].map((number) => timingSafeEqual(nonceOf(number), given)).includes(true);
    },
  };
}
