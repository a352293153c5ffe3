import { earliestTime, knownClaims, latestTime, type Attribute } from "@authz/model";
import * as features from "../features/features.ts";
import { decodeMembers, isObject, member, withDefaults, type Decoding } from "../values/decode.ts";
import { createSet, type Value } from "../values/value.ts";

/** The verified claims of a request. */
export interface Token {
  readonly claims: ReadonlyMap<string, Value | undefined>;
  /** What the ceiling goes by; absent when the request has no token that names scopes. */
  readonly scopes?: ReadonlySet<string>;
}

const known: ReadonlySet<string> = new Set(knownClaims.map(({ name }) => name));

/** Claims of a wrong type are reported, but for `scope`: with a wrong one, nothing is covered. */
export function decodeToken(data: unknown, attributes: readonly Attribute[], decoding: Decoding): Token {
  if (data === undefined) return { claims: withDefaults(new Map(), attributes) };
  const path = ["context", "token"];
  if (!isObject(data)) {
    decoding.report({ kind: "wrong-type", path, expected: "an object of claims" });
    return { claims: new Map() };
  }
  const declared = attributes.filter(({ name }) => !known.has(name) || name === "act");
  const claims = withDefaults(decodeMembers(data, declared, path, decoding), attributes);
  for (const { name, type } of knownClaims) {
    const value = member(data, name);
    if (value === undefined || type.kind === "record") continue;
    const decoded = decodeClaim(name, type.kind, value);
    if (decoded !== undefined || name === "scope") claims.set(name, decoded);
    else decoding.report({ kind: "wrong-type", path: [...path, name], expected: `what the claim ${name} holds` });
  }
  const scopes = features.scopes ? scopesOf(data) : undefined;
  return scopes === undefined ? { claims } : { claims, scopes };
}

/** One text is a set where the claim may be written so: `aud`, and `scope`, which is names between spaces. */
function decodeClaim(name: string, kind: Attribute["type"]["kind"], data: unknown): Value | undefined {
  if (kind === "time") return decodeNumericDate(data);
  if (typeof data !== "string") return kind === "set" && name !== "scope" ? decodeTexts(data) : undefined;
  if (kind === "string") return data;
  return name === "scope" ? createSet(splitScope(data)) : name === "aud" ? createSet([data]) : undefined;
}

/** RFC 7519: seconds since 1970, with a fraction perhaps. */
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
