import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { parsePolicy } from "@authz/dsl";
import { compile, type Decision, type Engine } from "@authz/engine";
import type { Json } from "@authz/model";
import { readIdentityConfig } from "../config/read-config.ts";
import { createFetch } from "../net/public-fetch.ts";
import type { Fetch, Outcome } from "../result.ts";
import { askForTokens, createBrowser, post, type Browser, type Tokens } from "../testing/browser.ts";
import { jwtApi, opaqueApi, otherApi, secrets, startProvider, type TestProvider } from "../testing/provider.ts";
import type { Authenticator } from "./authenticator.ts";
import type { Identity } from "./issuer.ts";
import { openIdentity } from "./open-identity.ts";

// The machine may be busy with other tests.
jest.setTimeout(60_000);

const policyText = `
subject User
subject Service
role clerk for User, Service, all User, all Service

assurance mfa { acr "phr"  amr "hwk"  within 15m }

resource Invoice {
  action read, send, pay
  allow User, Service to read
  allow User to send, pay
  require mfa to pay
}

scope "invoices:read"  covers read on Invoice
scope "invoices:write" includes "invoices:read" covers send, pay on Invoice
`;

let provider: TestProvider;
let fetch: Fetch;
let engine: Engine;
let authenticator: Authenticator;
let browser: Browser;
let askedUrls: string[];

function configuration(issuer: string): Json {
  const shared = { user: { type: "User" }, client: { type: "Service" } };
  return {
    issuers: {
      corp: {
        ...shared,
        issuer,
        audience: [jwtApi, opaqueApi],
        algorithms: ["RS256"],
        keys: { url: `${issuer}/jwks` },
        introspection: {
          url: `${issuer}/token/introspection`,
          clientId: "api",
          clientSecret: { env: "API_SECRET" },
          cache: "0s",
        },
      },
    },
  };
}

async function open(): Promise<Authenticator> {
  const read = readIdentityConfig(configuration(provider.issuer));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const opened = await openIdentity(read.config, {
    clock: () => new Date(),
    readFile: () => Promise.reject(new Error("no file")),
    env: { API_SECRET: secrets.api },
    fetch: (url, init) => {
      askedUrls.push(new URL(url).pathname);
      return fetch(url, init);
    },
  });
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  return opened.authenticator;
}

beforeAll(async () => {
  // It says that it is no provider for production.
  jest.spyOn(console, "warn").mockImplementation(() => undefined);
  provider = await startProvider();
  fetch = createFetch({ privateAddresses: true, authorities: provider.authorities });
  const { policy, diagnostics } = parsePolicy([{ name: "invoices.authz", text: policyText }]);
  if (policy === undefined) throw new Error(JSON.stringify(diagnostics));
  engine = compile(policy);
  askedUrls = [];
  authenticator = await open();
  browser = createBrowser(provider.issuer, fetch);
});

afterAll(() => provider.close());

async function identify(token: string): Promise<Identity> {
  const outcome = await authenticator.authenticate(token);
  if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.message}`);
  return outcome;
}

function decide({ subject, token }: Identity, action: string, time: Date = new Date()): Decision {
  const context = { token, time: time.toISOString() };
  return engine.check({ subject, action: { name: action }, resource: { type: "Invoice", id: "i1" }, context });
}

function code(outcome: Outcome<object>): string {
  return outcome.ok ? "accepted" : outcome.code;
}

const offline = { scope: "openid offline_access invoices:read invoices:write", prompt: "consent", resource: jwtApi };

describe("authorization code with PKCE", () => {
  test("an access token is verified, mapped, and decided with its scopes", async () => {
    const { access_token: token } = await browser.signIn({ scope: "openid invoices:read", resource: jwtApi });
    const identity = await identify(token);
    expect(identity).toMatchObject({
      kind: "user",
      subject: { type: "User", id: "corp/ana" },
      token: { scope: "invoices:read", client_id: "app", acr: "pwd", amr: ["pwd"] },
      credential: { kind: "jwt", issuer: "corp" },
    });
    expect(decide(identity, "read")).toMatchObject({ decision: true, code: "granted" });
    expect(decide(identity, "send")).toMatchObject({ code: "insufficient_scope" });
  });

  test("the ID token of the same sign-in is no access token", async () => {
    const tokens = await browser.signIn({ scope: "openid invoices:read", resource: jwtApi });
    expect(code(await authenticator.authenticate(tokens.id_token ?? ""))).toBe("token/type");
  });

  test("one for another audience is refused", async () => {
    const other = await browser.signIn({ scope: "openid invoices:read", resource: otherApi });
    expect(code(await authenticator.authenticate(other.access_token))).toBe("token/audience");
  });
});

describe("step-up", () => {
  test("a challenge's acr_values lead to a token that suffices, until it is too old; max_age renews it", async () => {
    const own = createBrowser(provider.issuer, fetch);
    const weak = await identify((await own.signIn(offline)).access_token);
    const denied = decide(weak, "pay");
    expect(denied.code).toBe("step_up_required");
    const [assurance] = denied.challenge?.assurances ?? [];
    expect(assurance).toMatchObject({ acr_values: ["phr"], max_age: 900 });

    const asked = { ...offline, acr_values: assurance?.acr_values.join(" ") ?? "", max_age: "900" };
    const strong = await identify((await own.signIn(asked)).access_token);
    expect(strong.token).toMatchObject({ acr: "phr", amr: ["hwk"] });
    expect(decide(strong, "pay").code).toBe("granted");

    const signedIn = Number(strong.token["auth_time"]) * 1000;
    expect(decide(strong, "pay", new Date(signedIn + 900_000)).code).toBe("granted");
    expect(decide(strong, "pay", new Date(signedIn + 901_000)).code).toBe("step_up_required");

    await new Promise((done) => setTimeout(done, 2_100));
    const renewed = await identify((await own.signIn({ ...asked, max_age: "1" })).access_token);
    expect(Number(renewed.token["auth_time"])).toBeGreaterThan(Number(strong.token["auth_time"]));
  });

  test("refreshing a token makes no sign-in newer", async () => {
    const first = await browser.signIn({ ...offline, acr_values: "phr" });
    await new Promise((done) => setTimeout(done, 1_100));
    const refresh = { grant_type: "refresh_token", refresh_token: first.refresh_token ?? "", resource: jwtApi };
    const second = await askForTokens(provider.issuer, fetch, "app", refresh);
    const [before, after] = [await identify(first.access_token), await identify(second.access_token)];
    expect(after.token["auth_time"]).toBe(before.token["auth_time"]);
    expect(after.token["iat"]).not.toBe(before.token["iat"]);
    expect(after.token["acr"]).toBe("phr");
  });
});

describe("client credentials", () => {
  const form = { grant_type: "client_credentials", scope: "invoices:read invoices:write", resource: jwtApi };

  test("a client is a subject of its own kind", async () => {
    const { access_token: token } = await askForTokens(provider.issuer, fetch, "machine", form);
    const identity = await identify(token);
    expect(identity).toMatchObject({ kind: "client", subject: { type: "Service", id: "corp/machine" } });
    expect(decide(identity, "read").code).toBe("granted");
    expect(decide(identity, "send").code).toBe("no_grant");
  });
});

describe("refresh with rotation", () => {
  async function refresh(tokens: Tokens): Promise<Tokens> {
    const form = { grant_type: "refresh_token", refresh_token: tokens.refresh_token ?? "", resource: jwtApi };
    return askForTokens(provider.issuer, fetch, "app", form);
  }

  test("a used refresh token ends its family", async () => {
    const first = await browser.signIn(offline);
    const second = await refresh(first);
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(await identify(second.access_token)).toMatchObject({ subject: { id: "corp/ana" } });
    expect((await refresh(first)).error).toBe("invalid_grant");
    expect((await refresh(second)).error).toBe("invalid_grant");
  });

  test("a refresh token is no access token, although its issuer calls it active", async () => {
    const tokens = await browser.signIn(offline);
    expect(code(await authenticator.authenticate(tokens.refresh_token ?? ""))).toBe("token/type");
  });
});

describe("opaque tokens", () => {
  const form = { ...offline, resource: opaqueApi };

  test("are introspected, mapped and decided; a revoked one is inactive, like one that never was", async () => {
    const { access_token: token } = await browser.signIn({ ...form, acr_values: "phr" });
    expect(token).not.toContain(".");
    const identity = await identify(token);
    expect(identity).toMatchObject({
      kind: "user",
      subject: { type: "User", id: "corp/ana" },
      credential: { kind: "opaque" },
    });
    expect(decide(identity, "pay").code).toBe("granted");

    const revoked = await post(`${provider.issuer}/token/revocation`, fetch, "app", { token });
    expect(revoked.status).toBe(200);
    const [known, unknown] = [
      await authenticator.authenticate(token),
      await authenticator.authenticate("a".repeat(43)),
    ];
    expect(known).toEqual(unknown);
    expect(code(known)).toBe("token/inactive");
  });

  test("the keys were fetched once, however many tokens came", () => {
    expect(askedUrls.filter((path) => path === "/jwks")).toHaveLength(1);
  });
});

test("without the provider's authority its keys are not taken", async () => {
  const { access_token: token } = await browser.signIn({ scope: "openid invoices:read", resource: jwtApi });
  const strangers = createFetch({ privateAddresses: true });
  const opened = fetch;
  fetch = strangers;
  const outcome = await (await open()).authenticate(token);
  fetch = opened;
  expect(code(outcome)).toBe("keys/unavailable");
});

test("without leave no private address is asked", async () => {
  const { access_token: token } = await browser.signIn({ scope: "openid invoices:read", resource: jwtApi });
  const opened = fetch;
  fetch = createFetch({ authorities: provider.authorities });
  const outcome = await (await open()).authenticate(token);
  fetch = opened;
  expect(code(outcome)).toBe("keys/unavailable");
});
