import { createServer, type Server } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import { exportJWK, generateKeyPair } from "jose";
import { interactionPolicy, Provider, type Configuration, type KoaContextWithOIDC } from "oidc-provider";
import { tls, type Certificate } from "./certificate.ts";

export interface ProviderOptions extends Certificate {
  readonly issuer: string;
  /** The API that tokens are for; the tour is at `/docs/tour` of it. */
  readonly api: string;
  /** Scopes that the API knows. */
  readonly scopes: readonly string[];
}

/** The people who can sign in, without a password: who they are is not what this is about. */
export const people: readonly string[] = ["ana", "lea", "kim"];

/** A real OpenID provider, which knows one public client: the tour. */
export async function createProvider(options: ProviderOptions): Promise<Server> {
  const provider = new Provider(options.issuer, await configure(options));
  const answer = provider.callback();
  return createServer({ ...options, ...tls }, (request, response) => {
    const isInteraction = request.url?.startsWith("/interaction/") === true;
    const run = isInteraction ? signIn(provider, request, response) : answer(request, response);
    // The sign-in page of another sign-in, say.
    void Promise.resolve(run).catch(() => response.writeHead(400).end("This sign-in is over. Start again."));
  });
}

async function configure({ api, scopes }: ProviderOptions): Promise<Configuration> {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  return {
    jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: "rsa-1", alg: "RS256", use: "sig" }] },
    cookies: { keys: [crypto.randomUUID()] },
    clients: [
      {
        client_id: "tour",
        redirect_uris: [`${api}/docs/tour`],
        grant_types: ["authorization_code"],
        response_types: ["code"],
        token_endpoint_auth_method: "none",
      },
    ],
    clientBasedCORS: (_context, origin) => origin === api,
    scopes: ["openid"],
    acrValues: ["pwd", "phr"],
    claims: { openid: ["sub"], acr: null, auth_time: null, amr: null },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    interactions: { policy: stepUp(), url: (_context, { uid }) => `/interaction/${uid}` },
    extraTokenClaims: (context) => howSignedIn(context),
    ttl: { AccessToken: 600, Session: 3_600, Grant: 3_600, Interaction: 600, IdToken: 600 },
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => api,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: scopes.join(" "),
          audience: api,
          accessTokenFormat: "jwt",
          jwt: { sign: { alg: "RS256" } },
        }),
      },
    },
  };
}

/** Somebody whose session is too weak signs in again (RFC 9470 4). */
function stepUp(): ReturnType<typeof interactionPolicy.base> {
  const policy = interactionPolicy.base();
  const check = new interactionPolicy.Check("acr_values", "a stronger sign-in is asked for", ({ oidc }) => {
    const isWeak = isStrongWanted(oidc.params) && oidc.session?.acr !== "phr";
    return isWeak && oidc.result?.["login"] === undefined
      ? interactionPolicy.Check.REQUEST_PROMPT
      : interactionPolicy.Check.NO_NEED_TO_PROMPT;
  });
  policy.get("login")?.checks.add(check);
  return policy;
}

function isStrongWanted(parameters: Readonly<Record<string, unknown>> | undefined): boolean {
  const wanted = parameters?.["acr_values"];
  return typeof wanted === "string" && wanted.split(" ").includes("phr");
}

/** For access tokens (RFC 9068 2.2.1). */
function howSignedIn({ oidc }: KoaContextWithOIDC): Record<string, string | number | readonly string[]> {
  const { acr, amr, authTime } = oidc.entities.AuthorizationCode ?? {};
  return {
    ...(acr === undefined ? {} : { acr }),
    ...(amr === undefined ? {} : { amr }),
    ...(authTime === undefined ? {} : { auth_time: authTime }),
  };
}

async function signIn(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { prompt, params, session, grantId } = await provider.interactionDetails(request, response);
  if (prompt.name === "consent") {
    const known = grantId === undefined ? undefined : await provider.Grant.find(grantId);
    const grant = known ?? new provider.Grant({ accountId: session?.accountId ?? "", clientId: "tour" });
    grant.addOIDCScope("openid");
    grant.addResourceScope(String(params["resource"]), String(params["scope"]));
    const consent = { grantId: await grant.save() };
    return provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true });
  }
  const isStrong = isStrongWanted(params);
  if (request.method !== "POST") return showSignIn(response, isStrong);
  const accountId = new URLSearchParams(await readBody(request)).get("person") ?? "";
  if (!people.includes(accountId)) return showSignIn(response, isStrong);
  const login = { accountId, acr: isStrong ? "phr" : "pwd", amr: [isStrong ? "hwk" : "pwd"] };
  return provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
}

function showSignIn(response: ServerResponse, isStrong: boolean): void {
  const how = isStrong ? "Touch your security key, as" : "Sign in with your password, as";
  const buttons = people.map((name) => `<button name="person" value="${name}">${name}</button>`).join(" ");
  response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
  response.end(
    `<!doctype html><html lang="en"><title>Sign in</title><form method="post"><h1>${how}</h1>${buttons}</form>`,
  );
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = "";
  request.setEncoding("utf8");
  for await (const chunk of request as AsyncIterable<string>) {
    text += chunk;
    if (text.length > 1_024) throw new Error("the form is too long");
  }
  return text;
}
