import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import type { Fetch } from "@authz/identity";
import type { Shop } from "../shop.ts";

/** What an answer says, for tests. */
export interface Answer {
  readonly status: number;
  readonly challenge: string | null;
  readonly body: unknown;
}

/** Somebody with a session at the provider, and a client that asks the API. */
export interface Client {
  /** A token by the authorization code flow with PKCE. */
  signIn(person: string, scope: string, parameters?: Readonly<Record<string, string>>): Promise<string>;
  ask(method: string, path: string, token?: string): Promise<Answer>;
}

export function createClient(shop: Shop, fetch: Fetch): Client {
  const cookies = new Map<string, string>();

  async function visit(url: string, person: string, form?: string, hops: number = 0): Promise<URL> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { cookie, ...(form === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }) };
    const response = await fetch(
      url,
      options({ headers, ...(form === undefined ? {} : { method: "POST", body: form }) }),
    );
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    if (hops > 12) throw new Error("the provider sends in a circle");
    const location = response.headers.get("location");
    if (location === null && response.status === 200) return visit(url, person, `person=${person}`, hops + 1);
    if (location === null) throw new Error(`${response.status}: ${await response.text()}`);
    const next = new URL(location, url);
    return next.href.startsWith(shop.api) ? next : visit(next.href, person, undefined, hops + 1);
  }

  return {
    async signIn(person, scope, parameters = {}) {
      const verifier = randomBytes(32).toString("base64url");
      const redirect_uri = `${shop.api}/docs/tour`;
      const query = new URLSearchParams({
        client_id: "tour",
        response_type: "code",
        redirect_uri,
        scope: `openid ${scope}`,
        resource: shop.api,
        code_challenge: createHash("sha256").update(verifier).digest("base64url"),
        code_challenge_method: "S256",
        ...parameters,
      });
      const back = await visit(`${shop.issuer}/auth?${query.toString()}`, person);
      const code = back.searchParams.get("code");
      if (code === null) throw new Error(`no code: ${back.search}`);
      const form = { grant_type: "authorization_code", client_id: "tour", code, code_verifier: verifier, redirect_uri };
      const body = new URLSearchParams({ ...form, resource: shop.api }).toString();
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      const response = await fetch(`${shop.issuer}/token`, options({ method: "POST", headers, body }));
      return ((await response.json()) as { readonly access_token: string }).access_token;
    },
    async ask(method, path, token) {
      const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
      const response = await fetch(shop.api + path, options({ method, headers }));
      return {
        status: response.status,
        challenge: response.headers.get("www-authenticate"),
        body: await response.json(),
      };
    },
  };
}

function options(changes: Partial<Parameters<Fetch>[1]>): Parameters<Fetch>[1] {
  return { headers: {}, redirect: "manual", signal: AbortSignal.timeout(10_000), ...changes };
}

/** Where a Chromium is, if there is one. */
export function findChromium(): string | undefined {
  return ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path));
}
