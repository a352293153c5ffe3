import { member } from "../encoding/strict-json.ts";
import { refuse, shown, type Outcome } from "../result.ts";
import { parseClaims } from "../token/claims.ts";
import { parseJws, type Jws } from "../token/jws.ts";
import { judgeJwt, judgeOpaque, type CredentialChecks, type Identity, type Issuer } from "./issuer.ts";

/** Turns access tokens into identities. */
export interface Authenticator {
  /** Never throws; the first thing that is wrong is the refusal. */
  authenticate(token: string, checks?: CredentialChecks): Promise<Outcome<Identity>>;
}

export function createAuthenticator(issuers: readonly Issuer[]): Authenticator {
  const byName = new Map(issuers.map((issuer) => [issuer.claims.issuer, issuer]));
  const asked = issuers.find(({ introspection }) => introspection !== undefined);

  async function authenticate(token: string, checks: CredentialChecks = {}): Promise<Outcome<Identity>> {
    const parsed = parseJws(token);
    if (parsed.ok) return authenticateJwt(parsed.jws, checks);
    // What is no JWS may be opaque, and only the issuer knows. Callers without types may hand over anything.
    if (asked === undefined || parsed.code !== "token/malformed" || typeof token !== "string") return parsed;
    return judgeOpaque(token, asked, checks);
  }

  function authenticateJwt(jws: Jws, checks: CredentialChecks): Promise<Outcome<Identity>> | Outcome<Identity> {
    // Not verified yet: `iss` only says by whose keys to verify.
    const read = parseClaims(jws.payload);
    if (!read.ok) return read;
    const iss = member(read.claims, "iss");
    const issuer = typeof iss === "string" ? byName.get(iss) : undefined;
    if (issuer !== undefined) return judgeJwt(jws, issuer, checks);
    return refuse("token/unknown-issuer", `the token is from ${shown(iss)}, which no configured issuer is`);
  }

  return { authenticate };
}
