import type { Ref } from "@authz/model";
import { identityLimits } from "../limits.ts";
import { refuse, type Refusal } from "../result.ts";

/** A key that somebody wants. */
export interface ApiKeyRequest {
  readonly name: string;
  readonly subject: Ref;
  readonly scopes: readonly string[] | "all";
  readonly roles: readonly string[];
  /** From now; without one the key never expires. */
  readonly lifetimeSeconds?: number;
}

/** Refuses what no key may be. */
export function wrongRequest({ name, subject, scopes, roles, lifetimeSeconds }: ApiKeyRequest): Refusal | undefined {
  if (!isText(name)) return wrong("its name is empty, too long, or has control characters");
  if (!isText(subject.type) || subject.type === "anonymous" || !isText(subject.id) || subject.id === "*")
    return wrong("its subject is no `Type:id` of somebody in particular");
  if (scopes !== "all" && !isList(scopes, scopeToken)) return wrong("its scopes are no list of OAuth scopes");
  if (!isList(roles, /^[^\p{Cc}]+$/u)) return wrong("its roles are no list of names");
  if (lifetimeSeconds !== undefined && !(lifetimeSeconds > 0 && lifetimeSeconds <= hundredYears))
    return wrong("it would not live for a time between a moment and a hundred years");
  return undefined;
}

const hundredYears = 100 * 366 * 86_400;

function wrong(problem: string): Refusal {
  return refuse("api-key/request", `there is no such key: ${problem}`);
}

/** RFC 6749 3.3 */
const scopeToken = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

function isText(text: string): boolean {
  return text !== "" && text.length <= identityLimits.apiKeyText && text.isWellFormed() && !/\p{Cc}/u.test(text);
}

function isList(list: readonly string[], pattern: RegExp): boolean {
  return list.length <= identityLimits.apiKeyList && list.every((item) => isText(item) && pattern.test(item));
}
