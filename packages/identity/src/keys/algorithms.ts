/** RFC 7518 3.1 and RFC 9864, as far as access tokens are signed with them; `none` is not one of them. */
export type Algorithm =
  | "HS256"
  | "HS384"
  | "HS512"
  | "RS256"
  | "RS384"
  | "RS512"
  | "PS256"
  | "PS384"
  | "PS512"
  | "ES256"
  | "ES384"
  | "ES512"
  | "EdDSA"
  | "Ed25519";

/** What a key must be to be used with an algorithm. */
export interface KeyRequirement {
  readonly kty: "oct" | "RSA" | "EC" | "OKP";
  readonly crv?: string;
  /** Bytes; RFC 7518 3.2: a key of the size of the hash output or larger. */
  readonly secretLength?: number;
}

export const algorithms: ReadonlyMap<string, KeyRequirement> = new Map<Algorithm, KeyRequirement>([
  ["HS256", { kty: "oct", secretLength: 32 }],
  ["HS384", { kty: "oct", secretLength: 48 }],
  ["HS512", { kty: "oct", secretLength: 64 }],
  ["RS256", { kty: "RSA" }],
  ["RS384", { kty: "RSA" }],
  ["RS512", { kty: "RSA" }],
  ["PS256", { kty: "RSA" }],
  ["PS384", { kty: "RSA" }],
  ["PS512", { kty: "RSA" }],
  ["ES256", { kty: "EC", crv: "P-256" }],
  ["ES384", { kty: "EC", crv: "P-384" }],
  ["ES512", { kty: "EC", crv: "P-521" }],
  ["EdDSA", { kty: "OKP", crv: "Ed25519" }],
  ["Ed25519", { kty: "OKP", crv: "Ed25519" }],
]);

/** RFC 8725 3.1: names are compared exactly. */
export function isAlgorithm(name: unknown): name is Algorithm {
  return typeof name === "string" && algorithms.has(name);
}
