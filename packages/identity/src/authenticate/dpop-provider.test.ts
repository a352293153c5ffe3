import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import * as oauth from "oauth4webapi";
import { createFetch } from "../net/public-fetch.ts";
import { createPossessionCheck, type Possession } from "../proof/possession.ts";
import { createReplayMemory } from "../proof/replays.ts";
import { openTestIdentity } from "../testing/open.ts";
import { jwtApi, secrets, startProvider, type TestProvider } from "../testing/provider.ts";
import type { Fetch } from "../result.ts";
import type { Authenticator } from "./authenticator.ts";

// The tokens are a real provider's, the proofs those of another implementation's client.

const url = "https://api.example.com/invoices/7?draft=1";
const client: oauth.Client = { client_id: "machine" };
let provider: TestProvider;
let fetch: Fetch;
let authenticator: Authenticator;
let keys: oauth.CryptoKeyPair;

beforeAll(async () => {
  provider = await startProvider();
  fetch = createFetch({ privateAddresses: true, authorities: provider.authorities });
  keys = await oauth.generateKeyPair("ES256");
  authenticator = await openTestIdentity(
    {
      corp: {
        issuer: provider.issuer,
        audience: jwtApi,
        algorithms: ["RS256"],
        keys: { url: `${provider.issuer}/jwks` },
        client: { type: "Service" },
      },
    },
    { fetch, clock: () => new Date() },
  );
});
afterAll(() => provider.close());

async function fetchToken(): Promise<string> {
  const server: oauth.AuthorizationServer = { issuer: provider.issuer, token_endpoint: `${provider.issuer}/token` };
  const parameters = { resource: jwtApi, scope: "invoices:read" };
  const authenticate = oauth.ClientSecretBasic(secrets["machine"] ?? "");
  const response = await oauth.clientCredentialsGrantRequest(server, client, authenticate, parameters, {
    DPoP: oauth.DPoP(client, keys),
    [oauth.customFetch]: (target, init) =>
      fetch(target, { ...init, body: String(init.body), redirect: "manual", signal: AbortSignal.timeout(5_000) }),
  });
  const answer = await oauth.processClientCredentialsResponse(server, client, response);
  expect(answer.token_type).toBe("dpop");
  return answer.access_token;
}

/** What the client would send with its request. */
async function sent(token: string): Promise<Possession> {
  let possession: Possession | undefined;
  await oauth.protectedResourceRequest(token, "GET", new URL(url), undefined, undefined, {
    DPoP: oauth.DPoP(client, keys),
    [oauth.customFetch]: (target, init) => {
      const headers = new Headers(init.headers);
      const [scheme = ""] = (headers.get("authorization") ?? "").split(" ");
      const proofs = [headers.get("dpop") ?? ""];
      possession = { scheme: scheme.toLowerCase(), method: "GET", url: target, proofs, token };
      return Promise.resolve(new Response("{}"));
    },
  });
  if (possession === undefined) throw new Error("nothing was sent");
  return possession;
}

describe("a token of a real provider that is bound to a client's key", () => {
  test("is accepted with the client's proof, once, and never as a bearer token", async () => {
    const token = await fetchToken();
    const dpop = { clock: () => new Date(), replays: createReplayMemory() };
    const judge = async (possession?: Possession): Promise<string> => {
      const checks = possession === undefined ? {} : { possession: createPossessionCheck(possession) };
      const outcome = await authenticator.authenticate(token, checks);
      return outcome.ok ? outcome.subject.id : outcome.code;
    };
    const possession = { ...(await sent(token)), dpop };
    expect(await judge()).toBe("token/bound");
    expect(await judge({ ...possession, scheme: "bearer" })).toBe("token/bound");
    expect(await judge({ ...possession, method: "POST" })).toBe("proof/request");
    expect(await judge(possession)).toBe("corp/machine");
    expect(await judge(possession)).toBe("proof/replayed");
    expect(await judge({ ...(await sent(token)), dpop })).toBe("corp/machine");
    const other = await fetchToken();
    expect(await judge({ ...(await sent(other)), token, dpop })).toBe("proof/token");
  });
});
