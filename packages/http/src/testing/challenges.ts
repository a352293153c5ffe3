import { origin } from "./world.ts";

/** What is in `WWW-Authenticate`, written out: tests compare whole headers. */
const metadata = `resource_metadata="${origin}/.well-known/oauth-protected-resource"`;
const oauth = `realm="api", ${metadata}`;
const algs = 'algs="ES256 ES384 ES512 EdDSA Ed25519 PS256 RS256"';
export const basic = 'Basic realm="api", charset="UTF-8"';

/** The three challenges; `bearer` and `dpop` are what is wrong. */
export function challenges(bearer: string = "", dpop: string = ""): string {
  return `Bearer ${oauth}${bearer}, DPoP ${oauth}${dpop}, ${algs}, ${basic}`;
}

export const malformed =
  ', error="invalid_request", error_description="The request\'s credentials are malformed, or more than one."';
export const invalid = ', error="invalid_token", error_description="The access token is not valid."';
export const badProof = ', error="invalid_dpop_proof", error_description="The DPoP proof is not valid."';
export const scope = (scopes: string): string =>
  `, error="insufficient_scope", error_description="The access token lacks a scope.", scope="${scopes}"`;
export const stepUp =
  ', error="insufficient_user_authentication", error_description="A different or more recent authentication is needed.", acr_values="phr phrh", max_age="900"';

export const bearer = (token: string): readonly string[] => [`Authorization: Bearer ${token}`];
export const ana: string = btoa("ana:a long passphrase");
export const t1 = "/todos/t1";
