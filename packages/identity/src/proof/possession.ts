import { isJsonObject, member } from "../encoding/strict-json.ts";
import { refuse, type Refusal } from "../result.ts";
import type { TokenCheck } from "../token/token-check.ts";
import type { ClientCertificate } from "./certificate.ts";
import { verifyProof, type DpopOptions, type ProvenRequest } from "./verify-proof.ts";

/** With what a request shows that the token is its own. */
export interface Possession extends ProvenRequest {
  /** Of the Authorization header, in lower case. */
  readonly scheme: string;
  /** The client's certificate of this connection, if it has one. */
  readonly certificate?: ClientCertificate;
  /** Without it DPoP is not spoken here, and tokens that are bound by it are refused. */
  readonly dpop?: DpopOptions;
}

/**
 * Refuses a token that is bound to a key whose possession this request does not prove: by a DPoP proof (`cnf.jkt`, RFC 9449), by
 * the client's certificate (`cnf["x5t#S256"]`, RFC 8705), or by both when it has both. What is bound in any other way is
 * refused, and so is a token that came with the scheme DPoP and is bound to no key. For `CredentialChecks.possession`.
 */
export function createPossessionCheck(possession: Possession): TokenCheck {
  return async (claims) => {
    const cnf = member(claims, "cnf");
    if (cnf === undefined && possession.scheme !== "dpop") return undefined;
    if (!isJsonObject(cnf)) return bound("the token is bound to no key, and came with the scheme DPoP");
    const unknown = Object.keys(cnf).find((name) => !["jkt", "x5t#S256"].includes(name));
    if (unknown !== undefined || Object.keys(cnf).length === 0)
      return bound("the token is bound in a way that is not known here");
    const [jkt, certificate] = [member(cnf, "jkt"), member(cnf, "x5t#S256")];
    if (
      certificate !== undefined &&
      (typeof certificate !== "string" || certificate !== possession.certificate?.thumbprint)
    )
      return bound("the token is bound to a client certificate that this connection does not have");
    if (jkt !== undefined) return proveKey(jkt, possession);
    return possession.scheme === "dpop"
      ? bound("the token is bound to no key, and came with the scheme DPoP")
      : undefined;
  };
}

async function proveKey(jkt: unknown, possession: Possession): Promise<Refusal | undefined> {
  if (typeof jkt !== "string" || possession.dpop === undefined)
    return bound("the token is bound to a key, and no proof is taken here");
  if (possession.scheme !== "dpop") return bound("the token is bound to a key, and came as a plain bearer token");
  const proven = await verifyProof(possession, jkt, possession.dpop);
  return proven.ok ? undefined : proven;
}

function bound(message: string): Refusal {
  return refuse("token/bound", message);
}
