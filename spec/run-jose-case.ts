import type { Json } from "@authz/model";
import { createStaticKeys, parseJws, readKeySet, verifySignature, type Algorithm } from "@authz/identity";

/** A vector of JSON web signatures: a token, and the key or keys of whoever should have signed it. */
export interface JoseCase {
  readonly id: string;
  readonly model: { readonly jwk?: Json; readonly jwks?: Json };
  readonly request: { readonly jws: unknown };
  readonly expected: { readonly valid: boolean };
}

const all: readonly Algorithm[] = [
  "HS256",
  "HS384",
  "HS512",
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];

/**
 * Vectors that are called valid and that RFC 8725 or RFC 7515 make us refuse: the key's `alg` is another than the header's (3.1),
 * and `?` in base64url (RFC 4648 3.3).
 */
export const strictlyInvalid: ReadonlySet<string> = new Set([
  "jose/wycheproof/signature/346",
  "jose/wycheproof/signature/347",
  "jose/wycheproof/signature/350",
  "jose/wycheproof/signature/351",
  "jose/wycheproof/signature/372",
  "jose/wycheproof/signature/373",
]);

/**
 * Vectors that are called invalid for a padding that got lost: each is, byte for byte, one that is called valid, so no
 * verifier can pass both.
 */
export const contradictory: ReadonlySet<string> = new Set([
  "jose/wycheproof/signature/367",
  "jose/wycheproof/signature/370",
]);

/**
 * Whether the signature step accepts, for an issuer with these keys. A key without `alg` gets its algorithm from the configuration, never from
 * the token: here that is HS256, as RFC 7515 A.1 says of its key.
 */
export async function acceptsJoseCase({ model, request }: JoseCase): Promise<boolean> {
  const parsed = parseJws(request.jws);
  if (!parsed.ok) return false;
  const set = model.jwks ?? { keys: [model.jwk ?? null] };
  const hasAlgorithm = JSON.stringify(set).includes('"alg"');
  const algorithms = hasAlgorithm ? all : (["HS256"] as const);
  const read = await readKeySet(set, { algorithms, secrets: true, guessableSecrets: true });
  if (!read.ok) return false;
  const keys = createStaticKeys(read.set);
  return (await verifySignature(parsed.jws, { algorithms, keys })) === undefined;
}
