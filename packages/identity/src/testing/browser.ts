import { randomBytes, createHash } from "node:crypto";
import type { Fetch, FetchOptions } from "../result.ts";
import { redirectUri, secrets } from "./provider.ts";

/** What a token endpoint answered. */
export interface Tokens {
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly id_token?: string;
  readonly error?: string;
}

/** A browser with a session at the provider, and the app that it was sent by. */
export interface Browser {
  /** The authorization code flow with PKCE, to its tokens. */
  signIn(parameters: Readonly<Record<string, string>>): Promise<Tokens>;
}

/** One that keeps cookies and follows redirects by itself until it is sent back to the app. */
export function createBrowser(issuer: string, fetch: Fetch): Browser {
  const cookies = new Map<string, string>();

  async function visit(url: string, hops: number = 0): Promise<string> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, options({ headers: { cookie, accept: "text/html" } }));
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get("location");
    if (location === null || hops > 12) throw new Error(`${response.status}: ${(await response.text()).slice(0, 500)}`);
    const next = new URL(location, url).href;
    return next.startsWith(redirectUri) ? next : visit(next, hops + 1);
  }

  async function signIn(parameters: Readonly<Record<string, string>>): Promise<Tokens> {
    const verifier = randomBytes(32).toString("base64url");
    const challenge = createHash("sha256").update(verifier).digest("base64url");
    const query = new URLSearchParams({
      client_id: "app",
      response_type: "code",
      redirect_uri: redirectUri,
      code_challenge: challenge,
      code_challenge_method: "S256",
      ...parameters,
    });
    const back = new URL(await visit(`${issuer}/auth?${query.toString()}`));
    const code = back.searchParams.get("code");
    if (code === null) throw new Error(`no code: ${back.search}`);
    return askForTokens(issuer, fetch, "app", {
      grant_type: "authorization_code",
      code,
      code_verifier: verifier,
      redirect_uri: redirectUri,
      ...(parameters["resource"] === undefined ? {} : { resource: parameters["resource"] }),
    });
  }

  return { signIn };
}

export async function askForTokens(
  issuer: string,
  fetch: Fetch,
  client: keyof typeof secrets,
  form: Readonly<Record<string, string>>,
): Promise<Tokens> {
  const response = await post(`${issuer}/token`, fetch, client, form);
  return (await response.json()) as Tokens;
}

export function post(
  url: string,
  fetch: Fetch,
  client: keyof typeof secrets,
  form: Readonly<Record<string, string>>,
): Promise<Response> {
  const authorization = `Basic ${btoa(`${client}:${secrets[client]}`)}`;
  const headers = { authorization, "content-type": "application/x-www-form-urlencoded" };
  return fetch(url, options({ method: "POST", headers, body: new URLSearchParams(form).toString() }));
}

function options(changes: Partial<FetchOptions> & Pick<FetchOptions, "headers">): FetchOptions {
  return { redirect: "manual", signal: AbortSignal.timeout(10_000), ...changes };
}
