/**
 * The conventions of this package. Everything that judges a credential is a function that takes the credential and an
 * options object, and returns (a promise of) an {@link Outcome}; it never throws for what a caller, an issuer or a
 * configured endpoint sent. The clock and what talks to the network are options. What throws is misuse by our own code.
 *
 * A refusal has a code of `codes.ts` and one sentence for the operator. The sentence never holds a token, a key, a
 * password or a part of one; of what the credential says it may name claims, and values of `iss`, `aud`, `alg`, `typ`
 * only after cutting them short (`shown`).
 */
import type { RefusalCode } from "./codes.ts";

export type Outcome<T> = ({ readonly ok: true } & T) | Refusal;

export interface Refusal {
  readonly ok: false;
  readonly code: RefusalCode;
  /** One sentence for the operator; never holds a secret. */
  readonly message: string;
}

/** The time; passed in, so that a decision can be made as of another time. */
export type Clock = () => Date;

/** What talks to issuers; of the standard `fetch` only what is used. See `net/` for one that goes to public addresses only. */
export type Fetch = (url: string, init: FetchOptions) => Promise<Response>;

export interface FetchOptions {
  readonly method?: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
  /** Redirects are never followed. */
  readonly redirect: "manual";
  readonly signal: AbortSignal;
}

export function refuse(code: RefusalCode, message: string): Refusal {
  return { ok: false, code, message };
}

export function accept<T extends object>(value: T): { readonly ok: true } & T {
  return { ok: true, ...value };
}

/** Foreign text for a message: quoted, printable ASCII, at most 80 characters. */
export function shown(value: unknown): string {
  if (typeof value !== "string") return value === undefined ? "nothing" : `a ${value === null ? "null" : typeof value}`;
  const cut = value.length > 80 ? `${value.slice(0, 80)}…` : value;
  return `\`${cut.replaceAll(/[^\x20-\x7e…]|`/g, "?")}\``;
}
