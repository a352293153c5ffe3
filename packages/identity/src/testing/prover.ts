import { createHash, randomUUID } from "node:crypto";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT, type JWK } from "jose";
import type { Json } from "@authz/model";
import { testSeconds } from "./issuer.ts";

/** A client that proves the possession of its key in tests. */
export interface Prover {
  readonly thumbprint: string;
  readonly jwk: JWK;
  readonly privateJwk: JWK;
  prove(
    changes?: Readonly<Record<string, Json | undefined>>,
    header?: Readonly<Record<string, unknown>>,
  ): Promise<string>;
}

export const testRequest = { method: "POST", url: "https://api.example.com/invoices/7/pay" } as const;

export function tokenHash(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

export async function createProver(token: string, algorithm = "ES256"): Promise<Prover> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const jwk = await exportJWK(publicKey);
  return {
    thumbprint: await calculateJwkThumbprint(jwk),
    jwk,
    privateJwk: await exportJWK(privateKey),
    prove(changes = {}, header = {}) {
      const claims = {
        jti: randomUUID(),
        htm: testRequest.method,
        htu: testRequest.url,
        iat: testSeconds,
        ath: tokenHash(token),
        ...changes,
      };
      const kept = Object.entries(claims).filter(([, value]) => value !== undefined);
      return new SignJWT(Object.fromEntries(kept))
        .setProtectedHeader({ alg: algorithm, typ: "dpop+jwt", jwk, ...header })
        .sign(privateKey);
    },
  };
}
