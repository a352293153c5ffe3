import { compactVerify } from "jose";
import type { JsonObject } from "@authz/model";
import { decodeBase64url } from "../encoding/base64url.ts";
import { member, readStrictObject } from "../encoding/strict-json.ts";
import type { Algorithm } from "../keys/algorithms.ts";
import type { KeySource } from "../keys/key-set.ts";
import { identityLimits } from "../limits.ts";
import { accept, refuse, shown, type Outcome, type Refusal } from "../result.ts";

/** A JWS in compact serialization (RFC 7515 7.1), well-formed; its signature is not verified yet. */
export interface Jws {
  readonly compact: string;
  readonly header: JsonObject;
  readonly alg: string;
  readonly kid?: string;
  /** As a media type in lower case, `application/` left away (RFC 8725 3.11); undefined when the header has none. */
  readonly type?: string;
  readonly payload: Uint8Array;
}

/** Splits and decodes; work is linear in the token's length, and bounded by the limit. */
export function parseJws(token: unknown, length: number = identityLimits.tokenLength): Outcome<{ readonly jws: Jws }> {
  if (typeof token !== "string" || token === "") return refuse("token/malformed", "there is no token");
  if (token.length > length) return refuse("token/too-long", `the token is longer than ${length} bytes`);
  const parts = token.split(".");
  if (parts.length === 5) return refuse("token/encrypted", "the token has five parts: it is encrypted");
  const [protectedPart, payloadPart, signaturePart] = parts;
  if (parts.length !== 3 || !protectedPart || payloadPart === undefined || !signaturePart)
    return refuse("token/malformed", "the token has not three parts with dots between them, as a signed JWT has");
  const [headerBytes, payload, signature] = [protectedPart, payloadPart, signaturePart].map(decodeBase64url);
  if (headerBytes === undefined || payload === undefined || signature === undefined)
    return refuse("token/malformed", "a part of the token is no canonical base64url without padding");
  const header = readStrictObject(headerBytes);
  if (!header.ok) return refuse("token/malformed", `the token's header is no JSON that is taken: it ${header.problem}`);
  return readHeader(header.data, token, payload);
}

function readHeader(header: JsonObject, compact: string, payload: Uint8Array): Outcome<{ readonly jws: Jws }> {
  const [alg, kid, typ] = [member(header, "alg"), member(header, "kid"), member(header, "typ")];
  // `b64` (RFC 7797) needs `crit`, and must not be used in JWTs.
  if (Object.hasOwn(header, "crit") || Object.hasOwn(header, "b64"))
    return refuse("token/critical", "the token's header asks for an extension (`crit`, `b64`)");
  if (Object.hasOwn(header, "enc") || Object.hasOwn(header, "zip"))
    return refuse("token/encrypted", "the token's header speaks of encryption or compression");
  if (typeof alg !== "string") return refuse("token/header", "the token's header has no `alg`");
  if (kid !== undefined && (typeof kid !== "string" || kid.length > identityLimits.keyIdLength))
    return refuse("token/header", `\`kid\` is no string of at most ${identityLimits.keyIdLength} characters`);
  if (typ !== undefined && typeof typ !== "string") return refuse("token/header", "`typ` is no string");
  const optional = { ...(kid === undefined ? {} : { kid }), ...(typ === undefined ? {} : { type: mediaType(typ) }) };
  return accept({ jws: { compact, header, alg, payload, ...optional } });
}

function mediaType(typ: string): string {
  return typ.toLowerCase().replace(/^application\//, "");
}

export interface SignatureOptions {
  /** What the issuer may sign with. */
  readonly algorithms: readonly Algorithm[];
  /** Keys of this issuer, and of nobody else. What the header says of keys (`jwk`, `jku`, `x5c`, `x5u`) is never looked at. */
  readonly keys: KeySource;
}

/** Refuses unless the issuer's key for `kid` and `alg` made the signature. */
export async function verifySignature(jws: Jws, options: SignatureOptions): Promise<Refusal | undefined> {
  const algorithm = options.algorithms.find((name) => name === jws.alg);
  if (algorithm === undefined)
    return refuse(
      "token/algorithm",
      `the token's algorithm is ${shown(jws.alg)}, allowed is ${options.algorithms.join(", ")}`,
    );
  const found = await options.keys.find({ alg: jws.alg, ...(jws.kid === undefined ? {} : { kid: jws.kid }) });
  if (!found.ok) return found;
  try {
    await compactVerify(jws.compact, found.key.key, { algorithms: [found.key.alg] });
    return undefined;
  } catch {
    return refuse("token/signature", "the signature was not made by the issuer's key for this token");
  }
}
