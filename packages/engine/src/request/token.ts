import { earliestTime, knownClaims, latestTime, type Attribute } from "@authz/model";
import { decodeMembers, isObject, member, withDefaults, type Decoding } from "../values/decode.ts";
import { createSet, type Value } from "../values/value.ts";

/** The verified claims of a request. */
export interface Token {
  readonly claims: ReadonlyMap<string, Value | undefined>;
  /** What the ceiling goes by; absent when the request has no token that names scopes. */
  readonly scopes?: ReadonlySet<string>;
}

const known: ReadonlySet<string> = new Set(knownClaims.map((claim) => claim.name));

/** RFC 7519 NumericDate: seconds since 1970, with a fraction perhaps. */
const numericDates: ReadonlySet<string> = new Set(["auth_time", "exp", "iat", "nbf"]);

/** Claims of a wrong type are reported, but for `scope`: with a wrong one, nothing is covered. */
export function decodeToken(data: unknown, attributes: readonly Attribute[], decoding: Decoding): Token {
  if (data === undefined) return { claims: withDefaults(new Map(), attributes) };
  if (!isObject(data)) {
    decoding.report({ kind: "wrong-type", path: ["context", "token"], expected: "an object of claims" });
    return { claims: new Map() };
  }
  const path = ["context", "token"];
  const declared = attributes.filter((attribute) => !known.has(attribute.name) || attribute.name === "act");
  const claims = withDefaults(decodeMembers(data, declared, path, decoding), attributes);
  for (const claim of knownClaims) {
    const value = member(data, claim.wire);
    if (value === undefined || claim.name === "act") continue;
    const decoded = decodeClaim(claim.name, value);
    if (decoded !== undefined || claim.name === "scope") claims.set(claim.name, decoded);
    else
      decoding.report({
        kind: "wrong-type",
        path: [...path, claim.wire],
        expected: `what the claim ${claim.wire} holds`,
      });
  }
  const scopes = scopesOf(data);
  return scopes === undefined ? { claims } : { claims, scopes };
}

function decodeClaim(name: string, data: unknown): Value | undefined {
  if (numericDates.has(name)) return decodeNumericDate(data);
  switch (name) {
    case "scope":
      return typeof data === "string" ? createSet(splitScope(data)) : undefined;
    case "aud":
      return typeof data === "string" ? createSet([data]) : decodeTexts(data);
    case "amr":
    case "groups":
    case "roles":
      return decodeTexts(data);
    default:
      return typeof data === "string" ? data : undefined;
  }
}

function decodeNumericDate(data: unknown): Value | undefined {
  if (typeof data !== "number") return undefined;
  const at = Math.floor(data * 1000);
  return at >= earliestTime && at <= latestTime ? { kind: "time", at } : undefined;
}

function decodeTexts(data: unknown): Value | undefined {
  return Array.isArray(data) && data.every((item): item is string => typeof item === "string")
    ? createSet(data)
    : undefined;
}

/** RFC 6749 3.3: names between spaces. */
function splitScope(scope: string): string[] {
  return scope.split(" ").filter((name) => name !== "");
}

/** Scopes that stand elsewhere (`scp`, `scopes`) are for whoever verified the token to map: until then nothing is covered. */
function scopesOf(data: Readonly<Record<string, unknown>>): ReadonlySet<string> | undefined {
  const scope = member(data, "scope");
  const elsewhere = member(data, "scp") !== undefined || member(data, "scopes") !== undefined;
  if (scope === undefined && !elsewhere) return undefined;
  return new Set(elsewhere || typeof scope !== "string" ? [] : splitScope(scope));
}
