import { connect } from "node:tls";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import type { AccessEvent } from "@authz/http";
import { createFetch } from "@authz/identity";
import { chromium, type Browser, type Page } from "playwright-core";
import { startShop, type Shop } from "./shop.ts";
import { createClient, findChromium, type Client } from "./testing/browser.ts";

let shop: Shop;
let client: Client;
let fetchFrom: ReturnType<typeof createFetch>;
const events: AccessEvent[] = [];

beforeAll(async () => {
  // The provider says that it is none for production.
  jest.spyOn(console, "warn").mockImplementation(() => undefined);
  jest.spyOn(console, "info").mockImplementation(() => undefined);
  shop = await startShop((event) => events.push(event));
  fetchFrom = createFetch({ privateAddresses: true, authorities: shop.authority });
  client = createClient(shop, fetchFrom);
}, 30_000);

afterAll(() => shop.close());

function metadata(): string {
  return `Bearer realm="shop", resource_metadata="${shop.api}/.well-known/oauth-protected-resource"`;
}

describe("the API, over https with tokens of the provider", () => {
  test("nobody is asked to sign in, where a client can find out", async () => {
    expect(await client.ask("GET", "/orders/o1")).toMatchObject({ status: 401, challenge: metadata() });
    expect(await client.ask("GET", "/health")).toMatchObject({ status: 200, body: { status: "ok" } });
    expect(await client.ask("GET", "/.well-known/oauth-protected-resource")).toMatchObject({
      body: { resource: shop.api, authorization_servers: [shop.issuer] },
    });
  });

  test("people see what is theirs, and of what they list only that", async () => {
    const token = await client.signIn("ana", "orders:read");
    expect(await client.ask("GET", "/orders/o1", token)).toMatchObject({ status: 200, body: { id: "o1", total: 80 } });
    expect(await client.ask("GET", "/orders/o3", token)).toMatchObject({ status: 403, challenge: null });
    expect(await client.ask("GET", "/orders/none", token)).toMatchObject({ status: 403, challenge: null });
    const { body } = await client.ask("GET", "/customers/c1/orders", token);
    expect(body).toMatchObject([{ id: "o1" }, { id: "o2" }]);
    expect((await client.ask("GET", "/customers/c2/orders", token)).status).toBe(403);
  });

  test("a scope too few is named; with it the order is cancelled, but only once", async () => {
    const weak = await client.signIn("ana", "orders:read");
    const refused = await client.ask("POST", "/orders/o1/cancel", weak);
    expect(refused.status).toBe(403);
    expect(refused.challenge).toBe(
      `${metadata()}, error="insufficient_scope", error_description="The access token lacks a scope.", scope="orders:write"`,
    );
    const strong = await client.signIn("ana", "orders:read orders:write");
    expect(await client.ask("POST", "/orders/o1/cancel", strong)).toMatchObject({
      status: 200,
      body: { status: "cancelled" },
    });
    expect((await client.ask("POST", "/orders/o1/cancel", strong)).status).toBe(403);
  });

  test("a large refund takes a second factor", async () => {
    const lea = createClient(shop, fetchFrom);
    const token = await lea.signIn("lea", "refunds");
    const refused = await lea.ask("POST", "/orders/o2/refund", token);
    expect(refused.status).toBe(401);
    expect(refused.challenge).toBe(
      `${metadata()}, error="insufficient_user_authentication", error_description="A different or more recent authentication is needed.", acr_values="phr phrh", max_age="600"`,
    );
    const asked = { acr_values: "phr phrh", max_age: "600" };
    const strong = await lea.signIn("lea", "refunds", asked);
    expect(await client.ask("POST", "/orders/o2/refund", strong)).toMatchObject({ status: 200 });
  });

  test("after signing out everywhere a token is void in the very next request", async () => {
    const token = await createClient(shop, fetchFrom).signIn("kim", "profile admin");
    expect((await client.ask("POST", "/users/kim/sign-out", token)).status).toBe(200);
    const refused = await client.ask("POST", "/users/kim/sign-out", token);
    expect(refused).toMatchObject({ status: 401, body: { error: "invalid_token" } });
    expect(refused.challenge).toContain('error="invalid_token"');
  });

  test("each request is told of, and no token", () => {
    expect(events.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining([
        "granted",
        "public",
        "insufficient_scope",
        "step_up_required",
        "token/inactive",
        "no_grant",
      ]),
    );
    expect(JSON.stringify(events)).not.toContain("eyJ");
  });

  test.each([
    ["TLSv1.1", false],
    ["TLSv1.2", true],
    ["TLSv1.3", true],
  ] as const)("%s is spoken: %p", async (version, isSpoken) => {
    for (const url of [shop.api, shop.issuer]) {
      const outcome = await new Promise<string>((resolve) => {
        const versions = { minVersion: version, maxVersion: version };
        const socket = connect(
          Number(new URL(url).port),
          "127.0.0.1",
          { ...versions, servername: "localhost", ca: shop.authority, ciphers: "DEFAULT@SECLEVEL=0" },
          () => {
            resolve(socket.getProtocol() ?? "");
            socket.destroy();
          },
        );
        socket.on("error", (error) => resolve(String(error)));
      });
      if (isSpoken) expect(outcome).toBe(version);
      else expect(outcome).toMatch(/alert protocol version|version/);
    }
  });

  test("plain http is answered with nothing", async () => {
    const url = shop.api.replace("https:", "http:");
    await expect(fetch(`${url}/health`)).rejects.toThrow("fetch failed");
  });
});

const executablePath = findChromium();

// A machine without a browser says so instead of passing.
if (executablePath === undefined)
  test.todo("the tour in a browser: no Chromium is installed (apt-get install chromium)");
else
  describe("the tour in a browser", () => {
    let own: Shop;
    let browser: Browser;
    let page: Page;

    beforeAll(async () => {
      own = await startShop(() => undefined);
      browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
      page = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage();
    }, 60_000);
    afterAll(async () => {
      await browser?.close();
      await own?.close();
    });

    const text = (id: string): Promise<string> => page.locator(`#${id}`).innerText();

    /** So that no answer is taken for the next one. */
    const forget = (): Promise<unknown> => page.evaluate(`document.getElementById("status").textContent = ""`);

    /** Clicks, and waits for the answer that the page shows then. */
    async function ask(id: string, status: string): Promise<void> {
      await forget();
      await page.click(`#${id}`);
      await page.locator("#status:not(:empty)").waitFor();
      expect([await text("status"), await text("challenge")]).toEqual([status, expect.anything()]);
    }

    /** Takes the offer, signs in when the provider asks who it is, and waits for the answer to what was asked before. */
    async function mend(words: string, status: string, person?: string): Promise<void> {
      expect(await text("mend")).toBe(words);
      await forget();
      await page.click("#mend");
      if (person !== undefined) await page.click(`button[value=${person}]`);
      await page.waitForURL(`${own.api}/docs/tour`);
      await page.locator("#status:not(:empty)").waitFor();
      expect(await text("status")).toBe(status);
    }

    test("from nobody to a second factor and out again", async () => {
      const problems: string[] = [];
      page.on("pageerror", (error) => problems.push(String(error)));
      await page.goto(`${own.api}/docs/tour`);
      await ask("read", "401");
      await mend("Sign in", "200", "ana");
      expect(await text("who")).toBe("ana");

      await ask("cancel", "403");
      expect(await text("challenge")).toContain('error="insufficient_scope"');
      await mend("Ask for orders:write", "200");
      expect(await page.locator("#mend").isHidden()).toBe(true);

      await ask("erase", "403");
      await mend("Ask for customers:write customers:erase", "401");
      expect(await text("challenge")).toContain('error="insufficient_user_authentication"');
      await mend("Show a second factor", "200", "ana");

      await ask("leave", "403");
      await mend("Ask for profile", "200");
      await ask("read", "401");
      expect(await text("challenge")).toContain('error="invalid_token"');
      // A session that is older than signing out is worth nothing; a new one begins in the second after it.
      await new Promise((done) => setTimeout(done, 1_100));
      await mend("Sign in again", "200", "ana");
      expect(problems).toEqual([]);
    }, 60_000);
  });
