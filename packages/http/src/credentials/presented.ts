import { parseAuthorization, parseKeyText, type Refusal } from "@authz/identity";
import type { Scheme } from "../answer/challenge.ts";

/** Which credentials a request may bring. */
export interface Accepted {
  readonly tokens: boolean;
  readonly dpop: boolean;
  readonly basic: boolean;
  /** The header for keys, in lower case; undefined when no keys are taken. */
  readonly apiKeyHeader: string | undefined;
}

/** The one credential of a request, not looked at yet. */
export type Presented =
  | { readonly kind: "none" }
  | { readonly kind: "token"; readonly scheme: "bearer" | "dpop"; readonly token: string }
  | { readonly kind: "api-key"; readonly scheme: "bearer"; readonly text: string }
  | { readonly kind: "basic"; readonly scheme: "basic"; readonly credentials: string }
  | { readonly kind: "refused"; readonly scheme: Scheme | undefined; readonly refusal: Refusal };

/**
 * Finds the credential. Two of them are refused, whatever they are, and none is picked (RFC 6750 2). Tokens in the query or in the
 * body are not looked for (OAuth 2.1, 5.1.1). A scheme that is not taken counts as none (RFC 6750 3.1).
 */
export function findCredential(header: (name: string) => readonly string[], accepted: Accepted): Presented {
  const authorization = header("authorization");
  const keys = accepted.apiKeyHeader === undefined ? [] : header(accepted.apiKeyHeader);
  if (authorization.length + keys.length > 1) return several;
  const [key] = keys;
  if (key?.includes(",") === true) return several;
  if (key !== undefined) return { kind: "api-key", scheme: "bearer", text: key };
  if (authorization.length === 0) return { kind: "none" };
  const parsed = parseAuthorization(authorization);
  if (!parsed.ok) return { kind: "refused", scheme: schemeOf(authorization[0]), refusal: parsed };
  return ofScheme(parsed.scheme, parsed.credentials, accepted);
}

function ofScheme(scheme: string, credentials: string, accepted: Accepted): Presented {
  if (scheme === "basic" && accepted.basic) return { kind: "basic", scheme, credentials };
  if (scheme === "dpop" && accepted.dpop) return { kind: "token", scheme, token: credentials };
  if (scheme !== "bearer") return { kind: "none" };
  const isKey = accepted.apiKeyHeader !== undefined && (!accepted.tokens || parseKeyText(credentials).ok);
  if (isKey) return { kind: "api-key", scheme, text: credentials };
  return accepted.tokens ? { kind: "token", scheme, token: credentials } : { kind: "none" };
}

const several: Presented = {
  kind: "refused",
  scheme: undefined,
  refusal: { ok: false, code: "credential/several", message: "the request has more than one credential" },
};

function schemeOf(value: string | undefined): Scheme | undefined {
  const scheme = /^\w+/.exec(value ?? "")?.[0].toLowerCase();
  return scheme === "bearer" || scheme === "dpop" || scheme === "basic" ? scheme : undefined;
}
