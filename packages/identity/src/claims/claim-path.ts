import type { Json, JsonObject } from "@authz/model";
import { isJsonObject, member } from "../encoding/strict-json.ts";

/** Where in the claims something stands: the name of a claim, or the names on the way to a member of one. */
export type ClaimPath = string | readonly string[];

/** The value there; undefined when there is none. A name is never taken apart: claims may be named by URLs. */
export function claimAt(claims: JsonObject, path: ClaimPath): Json | undefined {
  let value: Json | undefined = claims;
  for (const name of typeof path === "string" ? [path] : path) {
    if (!isJsonObject(value)) return undefined;
    value = member(value, name);
  }
  return value;
}

export function textAt(claims: JsonObject, path: ClaimPath): string | undefined {
  const value = claimAt(claims, path);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/**
 * Names of roles or groups: strings, or objects with a `value` as in RFC 9068 2.2.3.1 (RFC 7643 4.1.2). Undefined when
 * there is nothing, `null` when there is something else.
 */
export function namesAt(claims: JsonObject, path: ClaimPath): readonly string[] | undefined | null {
  const value = claimAt(claims, path);
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) return null;
  const items: readonly Json[] = value;
  const names = items.map((item) => (isJsonObject(item) ? member(item, "value") : item));
  return names.every((name): name is string => typeof name === "string") ? names : null;
}

export function writtenPath(path: ClaimPath): string {
  return typeof path === "string" ? path : path.join(" → ");
}
