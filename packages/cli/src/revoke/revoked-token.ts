import { parseJws, type Revoked } from "@authz/identity";
import { UsageError, type Invocation } from "../command.ts";
import { isJsonObject } from "../input/json-options.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { readCredential } from "../token/read-credential.ts";

export interface RevokedToken {
  readonly revoked: Revoked;
  /** Milliseconds since 1970. */
  readonly expires?: number;
}

/** The token that a file holds, or that `--issuer` and `--jti` name. It is not verified: revoking too much is safe. */
export async function readRevokedToken(input: Invocation, terminal: Terminal): Promise<RevokedToken> {
  const [path] = input.arguments;
  const [issuer, jti] = [input.value("issuer"), input.value("jti")];
  if (path === undefined) {
    if (issuer === undefined || jti === undefined)
      throw new UsageError("a file with the token is needed, or --issuer and --jti", "authz revoke token token.txt");
    return { revoked: { kind: "token", issuer, id: jti } };
  }
  if (jti !== undefined || issuer !== undefined)
    throw new UsageError("--issuer and --jti do not go with a file", "the token says them");
  return readClaims(await readCredential(path, terminal));
}

function readClaims(token: string): RevokedToken {
  const parsed = parseJws(token);
  const claims = parsed.ok ? parseObject(parsed.jws.payload) : undefined;
  const [iss, jti, exp] = [claims?.["iss"], claims?.["jti"], claims?.["exp"]];
  if (typeof iss !== "string" || typeof jti !== "string")
    throw new UsageError(
      "the token does not say its `iss` and `jti`, by which alone it could be revoked",
      "revoke its session, subject or client, or tell the issuer",
    );
  const isTime = typeof exp === "number" && exp > 0 && exp < 8_640_000_000_000;
  return { revoked: { kind: "token", issuer: iss, id: jti }, ...(isTime ? { expires: Math.ceil(exp * 1000) } : {}) };
}

function parseObject(payload: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const data: unknown = JSON.parse(new TextDecoder().decode(payload));
    return isJsonObject(data) ? data : undefined;
  } catch {
    return undefined;
  }
}
