import { importJWK, type CryptoKey, type JWK } from "jose";
import type { Json, JsonObject } from "@authz/model";
import { decodeBase64url } from "../encoding/base64url.ts";
import { isJsonObject, member, texts } from "../encoding/strict-json.ts";
import { identityLimits } from "../limits.ts";
import { algorithms, type Algorithm, type KeyRequirement } from "./algorithms.ts";
import { rsaProblem } from "./rsa.ts";
import { secretProblem } from "./secret.ts";

/** A key that verifies with one algorithm and no other (RFC 8725 3.1). */
export interface VerificationKey {
  readonly kid?: string;
  readonly alg: Algorithm;
  readonly key: CryptoKey | Uint8Array;
}

export interface KeyOptions {
  /** What the owner of the key may sign with. */
  readonly algorithms: readonly Algorithm[];
  /** Whether secrets (`oct`) are taken: only from where nobody else reads. */
  readonly secrets: boolean;
  /** That secrets which look guessable are taken: test vectors have such. */
  readonly guessableSecrets?: true;
}

export type ImportedKey =
  { readonly ok: true; readonly key: VerificationKey } | { readonly ok: false; readonly problem: string };

/** A JWK (RFC 7517) to verify signatures with; says in words why it is none, without its values. */
export async function importKey(data: Json | undefined, options: KeyOptions): Promise<ImportedKey> {
  if (!isJsonObject(data)) return unfit("it is no JSON object");
  const problem = usageProblem(data, options);
  if (problem !== undefined) return unfit(problem);
  const fitting = options.algorithms.filter((name) => fits(data, name));
  const [alg, second] = fitting;
  if (alg === undefined) return unfit("its `kty`, `crv` or `alg` fits no algorithm that is allowed");
  if (second !== undefined) return unfit(`it has no \`alg\`, and fits ${fitting.join(" and ")}`);
  const required = algorithms.get(alg);
  const weak = required === undefined ? "its algorithm is unknown" : materialProblem(data, required, options);
  if (weak !== undefined) return unfit(weak);
  try {
    const kid = member(data, "kid");
    const key = await importJWK(publicPart(data), alg);
    return { ok: true, key: { alg, key, ...(typeof kid === "string" ? { kid } : {}) } };
  } catch {
    return unfit("its values are no key of its type");
  }
}

function unfit(problem: string): ImportedKey {
  return { ok: false, problem };
}

function usageProblem(jwk: JsonObject, { secrets }: KeyOptions): string | undefined {
  const kty = member(jwk, "kty");
  const kid = member(jwk, "kid");
  const use = member(jwk, "use");
  const operations = member(jwk, "key_ops");
  if (kty === "oct" && !secrets) return "it is a secret, where only public keys belong";
  if (kty !== "oct" && privateMembers.some((name) => Object.hasOwn(jwk, name))) return "it holds a private key";
  if (kid !== undefined && (typeof kid !== "string" || kid.length > identityLimits.keyIdLength))
    return `its \`kid\` is no string of at most ${identityLimits.keyIdLength} characters`;
  if (use !== undefined && use !== "sig") return "its `use` is not `sig`";
  if (operations !== undefined && texts(operations)?.includes("verify") !== true)
    return "its `key_ops` do not have `verify`";
  return undefined;
}

const privateMembers: readonly string[] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"];

function fits(jwk: JsonObject, name: Algorithm): boolean {
  const required = algorithms.get(name);
  const alg = member(jwk, "alg");
  if (required === undefined || (alg !== undefined && alg !== name)) return false;
  return member(jwk, "kty") === required.kty && (required.crv === undefined || member(jwk, "crv") === required.crv);
}

function materialProblem(jwk: JsonObject, required: KeyRequirement, options: KeyOptions): string | undefined {
  switch (required.kty) {
    case "RSA": {
      const [modulus, exponent] = [bytes(jwk, "n"), bytes(jwk, "e")];
      if (modulus === undefined || exponent === undefined) return "its `n` or `e` is no canonical base64url";
      if (modulus.length > 2_048) return "its modulus is too long";
      return rsaProblem(modulus, exponent);
    }
    case "oct": {
      const secret = bytes(jwk, "k");
      const least = required.secretLength ?? 0;
      if (secret === undefined) return "its `k` is no canonical base64url";
      if (secret.length < least) return `its secret has ${secret.length} bytes, and ${least} are the least`;
      return options.guessableSecrets === true ? undefined : secretProblem(secret);
    }
    case "EC":
    case "OKP":
      // The import checks that the point is on its curve.
      return undefined;
  }
}

function bytes(jwk: JsonObject, name: string): Uint8Array | undefined {
  const text = member(jwk, name);
  return typeof text === "string" ? decodeBase64url(text) : undefined;
}

/** Only what the key is, not what it says about itself: that has been judged. */
function publicPart(jwk: JsonObject): JWK {
  const names = ["kty", "crv", "x", "y", "n", "e", "k"];
  return Object.fromEntries(names.flatMap((name) => (Object.hasOwn(jwk, name) ? [[name, jwk[name]]] : []))) as JWK;
}
