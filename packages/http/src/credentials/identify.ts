import {
  createPossessionCheck,
  readCertificate,
  type ApiKeyIdentity,
  type ApiKeys,
  type Authenticator,
  type BasicAuthenticator,
  type BasicIdentity,
  type Clock,
  type DpopOptions,
  type Identity,
  type Outcome,
  type TokenCheck,
} from "@authz/identity";
import { pathOf, type GuardedRequest } from "../request/guarded-request.ts";
import type { Presented } from "./presented.ts";

/** Whom a credential stands for. */
export type CallerIdentity = Identity | ApiKeyIdentity | BasicIdentity;

/** Who vouches for credentials. What is not there is not taken. */
export interface Verifiers {
  readonly tokens: Authenticator | undefined;
  readonly tokenChecks: readonly TokenCheck[];
  readonly dpop: DpopOptions | undefined;
  readonly apiKeys: ApiKeys | undefined;
  readonly basic: BasicAuthenticator | undefined;
  /** By which the outside knows us; a proof is made for an address of it. */
  readonly origin: string;
  readonly clock: Clock;
}

/** Undefined: nothing was presented. */
export async function identify(
  presented: Presented,
  request: GuardedRequest,
  verifiers: Verifiers,
): Promise<Outcome<{ readonly identity: CallerIdentity | undefined }>> {
  const outcome = await verify(presented, request, verifiers);
  if (outcome === undefined) return { ok: true, identity: undefined };
  return outcome.ok ? { ok: true, identity: outcome } : outcome;
}

async function verify(
  presented: Presented,
  request: GuardedRequest,
  verifiers: Verifiers,
): Promise<Outcome<CallerIdentity> | undefined> {
  switch (presented.kind) {
    case "none":
      return undefined;
    case "refused":
      return presented.refusal;
    case "token":
      return verifyToken(presented, request, verifiers);
    case "api-key":
      return verifiers.apiKeys?.verify(presented.text);
    case "basic": {
      const { address = "", secure } = request;
      return verifiers.basic?.authenticate({ credentials: presented.credentials, from: address, secure });
    }
  }
}

async function verifyToken(
  { scheme, token }: Presented & { readonly kind: "token" },
  request: GuardedRequest,
  { tokens, tokenChecks, dpop, origin, clock }: Verifiers,
): Promise<Outcome<CallerIdentity> | undefined> {
  const shown = request.certificate?.();
  const read = shown && readCertificate(shown, clock);
  const possession = createPossessionCheck({
    scheme,
    method: request.method,
    url: origin + pathOf(request.target),
    // A JWS has no comma, so what has one is a list.
    proofs: request.header("dpop").flatMap((value) => value.split(",")),
    token,
    ...(read?.ok === true ? { certificate: read.certificate } : {}),
    ...(dpop === undefined ? {} : { dpop }),
  });
  return tokens?.authenticate(token, { possession, others: tokenChecks });
}
