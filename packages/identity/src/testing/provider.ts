import { createServer, type Server } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair } from "jose";
import { interactionPolicy, Provider, type Configuration, type KoaContextWithOIDC } from "oidc-provider";
import { generate } from "selfsigned";

/** A real OpenID provider on loopback, over https with a certificate of its own. */
export interface TestProvider {
  readonly issuer: string;
  /** The certificate, which is its own authority. */
  readonly authorities: string;
  close(): Promise<void>;
}

export const jwtApi = "https://api.example.com";
export const opaqueApi = "https://opaque.example.com";
/** An API that is not ours. */
export const otherApi = "https://other.example.com";
export const redirectUri = "https://app.example.com/callback";
export const secrets: Readonly<Record<"app" | "machine" | "api", string>> = {
  app: "app-secret-BfqDNS0zCqvZ8T7dbbN1",
  machine: "machine-secret-0iGvXk3qEJ9rUu2m",
  api: "api-secret-hLw7ZyB4nQxV1cPs6tKd",
};

export async function startProvider(): Promise<TestProvider> {
  const { cert, private: key } = await generate([{ name: "commonName", value: "localhost" }], {
    keyType: "ec",
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: true },
      { name: "subjectAltName", altNames: [{ type: 2, value: "localhost" }] },
    ],
  });
  let handle: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
  const server = createServer({ key, cert }, (request, response) => handle(request, response));
  const issuer = `https://localhost:${await listen(server)}`;
  const provider = new Provider(issuer, await configuration());
  const callback = provider.callback();
  handle = (request, response) => {
    const run =
      request.url?.startsWith("/interaction/") === true
        ? interact(provider, request, response)
        : callback(request, response);
    void Promise.resolve(run).catch((error: unknown) => response.writeHead(500).end(String(error)));
  };
  return {
    issuer,
    authorities: cert,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done((server.address() as AddressInfo).port)));
}

async function configuration(): Promise<Configuration> {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const app = { client_id: "app", client_secret: secrets.app, redirect_uris: [redirectUri] };
  const none = { redirect_uris: [], response_types: [] };
  return {
    jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: "rsa-1", alg: "RS256", use: "sig" }] },
    cookies: { keys: ["a cookie key of the test provider"] },
    clients: [
      { ...app, grant_types: ["authorization_code", "refresh_token"] },
      { ...none, client_id: "machine", client_secret: secrets.machine, grant_types: ["client_credentials"] },
      { ...none, client_id: "api", client_secret: secrets.api, grant_types: [] },
    ],
    scopes: ["openid", "offline_access"],
    acrValues: ["pwd", "phr"],
    claims: { openid: ["sub"], acr: null, auth_time: null, amr: null },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    interactions: { policy: stepUpPolicy(), url: (_context, interaction) => `/interaction/${interaction.uid}` },
    rotateRefreshToken: true,
    extraTokenClaims: (context) => authenticationClaims(context),
    ttl: {
      AccessToken: 600,
      ClientCredentials: 600,
      Session: 3_600,
      Grant: 3_600,
      Interaction: 600,
      RefreshToken: 3_600,
      IdToken: 600,
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      dPoP: { enabled: true },
      introspection: { enabled: true, allowedPolicy: () => true },
      revocation: { enabled: true, allowedPolicy: () => true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => jwtApi,
        useGrantedResource: () => true,
        getResourceServerInfo: (_context, resource) => ({
          scope: "invoices:read invoices:write",
          audience: resource,
          accessTokenFormat: resource === opaqueApi ? "opaque" : "jwt",
          jwt: { sign: { alg: "RS256" } },
        }),
      },
    },
  };
}

/** RFC 9470: a session whose `acr` is not among those asked for signs in anew. */
function stepUpPolicy(): ReturnType<typeof interactionPolicy.base> {
  const policy = interactionPolicy.base();
  const check = new interactionPolicy.Check("acr_values", "a stronger sign-in is asked for", ({ oidc }) => {
    const wanted = typeof oidc.params?.["acr_values"] === "string" ? oidc.params["acr_values"].split(" ") : [];
    const isWeak = wanted.length > 0 && !wanted.includes(oidc.session?.acr ?? "");
    return isWeak && oidc.result?.["login"] === undefined
      ? interactionPolicy.Check.REQUEST_PROMPT
      : interactionPolicy.Check.NO_NEED_TO_PROMPT;
  });
  policy.get("login")?.checks.add(check);
  return policy;
}

/** How and when the user signed in: of the code or of the refresh token that an access token comes from (RFC 9068 2.2.1). */
function authenticationClaims({ oidc }: KoaContextWithOIDC): Record<string, string | number | readonly string[]> {
  const source = oidc.entities.AuthorizationCode ?? oidc.entities.RefreshToken;
  const { acr, amr, authTime } = source ?? {};
  return {
    ...(acr === undefined ? {} : { acr }),
    ...(amr === undefined ? {} : { amr }),
    ...(authTime === undefined ? {} : { auth_time: authTime }),
  };
}

/** The user at the sign-in page: ana, with the strength that is asked for, who agrees to everything. */
async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { prompt, params, session, grantId } = await provider.interactionDetails(request, response);
  if (prompt.name === "login") {
    const isStrong = String(params["acr_values"]).includes("phr");
    const login = { accountId: "ana", acr: isStrong ? "phr" : "pwd", amr: isStrong ? ["hwk"] : ["pwd"] };
    return provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
  }
  const known = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  const grant =
    known ?? new provider.Grant({ accountId: session?.accountId ?? "", clientId: String(params["client_id"]) });
  grant.addOIDCScope("openid offline_access");
  for (const api of [jwtApi, opaqueApi, otherApi]) grant.addResourceScope(api, "invoices:read invoices:write");
  const consent = { grantId: await grant.save() };
  return provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true });
}
