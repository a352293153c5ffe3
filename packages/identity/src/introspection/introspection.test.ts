import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import type { Json, JsonObject } from "@authz/model";
import type { Authenticator } from "../authenticate/authenticator.ts";
import { createFetch } from "../net/public-fetch.ts";
import { identityLimits } from "../limits.ts";
import { testAudience, testNow, testSeconds } from "../testing/issuer.ts";
import { openTestIdentity } from "../testing/open.ts";
import { sendJson, startWebServer, type WebServer } from "../testing/web-server.ts";
import { createIntrospection, type Introspection } from "./introspection.ts";
import { createMemory } from "./memory.ts";

// The machine may be busy with other tests.
jest.setTimeout(60_000);

const fetch = createFetch({ privateAddresses: true });
const secret = "s3cr3t: %&+ of ours";
const active: JsonObject = {
  active: true,
  token_type: "Bearer",
  sub: "ana",
  client_id: "app",
  aud: testAudience,
  scope: "invoices:read",
  exp: testSeconds + 3_600,
};
let server: WebServer;
let seconds = 0;
let answered: Json;

beforeEach(async () => {
  seconds = 0;
  answered = active;
  server = await startWebServer((response) => sendJson(response, answered));
});
afterEach(() => server.stop().catch(() => undefined));

function open(changes: JsonObject = {}): Promise<Authenticator> {
  const introspection = {
    url: `${server.url}/introspect`,
    clientId: "api",
    clientSecret: { env: "SECRET" },
    ...changes,
  };
  const corp = {
    issuer: "https://login.example.com",
    audience: testAudience,
    introspection,
    network: { loopbackHttp: true },
    user: { type: "User" },
    client: { type: "Service" },
  } as const;
  const clock = (): Date => new Date(testNow.getTime() + seconds * 1000);
  return openTestIdentity({ corp }, { fetch, clock, env: { SECRET: secret } });
}

const said: string[] = [];

async function judge(authenticator: Authenticator, token: string = "opaque-token-1"): Promise<string> {
  const outcome = await authenticator.authenticate(token);
  said.push(JSON.stringify(outcome));
  return outcome.ok ? `${outcome.subject.type} ${outcome.subject.id}` : outcome.code;
}

test("we ask as ourselves, by a form, with the token", async () => {
  const asked: string[] = [];
  server.answer = (response, request, body) => {
    asked.push(
      String(request.method),
      String(request.headers.authorization),
      String(request.headers["content-type"]),
      body,
    );
    sendJson(response, active);
  };
  expect(await judge(await open())).toBe("User corp/ana");
  const [method, authorization = "", type, body = ""] = asked;
  expect(method).toBe("POST");
  expect(type).toContain("application/x-www-form-urlencoded");
  const [user, password] = atob(authorization.replace("Basic ", ""))
    .split(":")
    .map((text) => decodeURIComponent(text.replaceAll("+", " ")));
  expect([user, password]).toEqual(["api", secret]);
  expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
    token: "opaque-token-1",
    token_type_hint: "access_token",
  });
});

describe("only what is active is", () => {
  test.each<readonly [what: string, answer: Json, code: string]>([
    ["true", active, "User corp/ana"],
    ["false", { ...active, active: false }, "token/inactive"],
    ["false and nothing else", { active: false }, "token/inactive"],
    ["a text", { ...active, active: "true" }, "introspection/unavailable"],
    ["a number", { ...active, active: 1 }, "introspection/unavailable"],
    ["missing", { sub: "ana" }, "introspection/unavailable"],
    ["a list", [active], "introspection/unavailable"],
    ["expired", { ...active, exp: testSeconds - 60 }, "token/expired"],
    ["not yet valid", { ...active, nbf: testSeconds + 61 }, "token/not-yet-valid"],
    ["for another audience", { ...active, aud: "https://other.example.com" }, "token/audience"],
    ["for nobody in particular", without("aud"), "token/audience"],
    ["of another issuer", { ...active, iss: "https://evil.example" }, "token/issuer"],
    ["of its issuer", { ...active, iss: "https://login.example.com" }, "User corp/ana"],
    ["a refresh token", without("token_type"), "token/type"],
    ["of another type", { ...active, token_type: "refresh_token" }, "token/type"],
    ["of a type in capitals", { ...active, token_type: "BEARER" }, "User corp/ana"],
    ["bound to a key", { ...active, cnf: { jkt: "x" } }, "token/bound"],
    ["about a client", { ...active, sub: "app" }, "Service corp/app"],
    ["about a client without sub", without("sub"), "Service corp/app"],
    [
      "about a user without sub, who is not taken for the client",
      { ...without("sub"), username: "ana" },
      "token/subject",
    ],
    ["with exp as a text", { ...active, exp: "soon" }, "token/claims"],
  ])("%s", async (_what, answer, code) => {
    answered = answer;
    expect(await judge(await open())).toBe(code);
  });

  function without(name: string): JsonObject {
    return Object.fromEntries(Object.entries(active).filter(([each]) => each !== name));
  }

  test("names that JavaScript gives a meaning are left out of the claims", async () => {
    const text = JSON.stringify(active).replace("{", '{"__proto__":{"scope":"all"},"constructor":1,');
    server.answer = (response) => response.writeHead(200, { "content-type": "application/json" }).end(text);
    const outcome = await (await open()).authenticate("opaque-token-1");
    expect(outcome.ok && Object.keys(outcome.token).toSorted()).toEqual(Object.keys(active).toSorted());
  });

  test("by leave, without aud and without token_type", async () => {
    answered = { active: true, sub: "ana", client_id: "app" };
    expect(await judge(await open({ withoutAudience: true, withoutTokenType: true }))).toBe("User corp/ana");
    expect(await judge(await open({ withoutAudience: true }))).toBe("token/type");
    answered = { ...active, aud: "https://other.example.com" };
    expect(await judge(await open({ withoutAudience: true }))).toBe("token/audience");
  });
});

describe("faults", () => {
  test.each<readonly [what: string, answer: WebServer["answer"]]>([
    ["an error", (response) => response.writeHead(500).end()],
    ["refused", (response) => response.writeHead(401, { "content-type": "application/json" }).end('{"active":true}')],
    ["a page", (response) => response.writeHead(200, { "content-type": "text/html" }).end("<p>")],
    ["broken JSON", (response) => response.writeHead(200, { "content-type": "application/json" }).end('{"active":tru')],
    [
      "half a surrogate pair",
      (response) =>
        response
          .writeHead(200, { "content-type": "application/json" })
          .end(JSON.stringify(active).replace('"ana"', '"ana\\ud800"')),
    ],
    [
      "active twice",
      (response) =>
        response.writeHead(200, { "content-type": "application/json" }).end('{"active":false,"active":true}'),
    ],
    ["too much", (response) => sendJson(response, { ...active, pad: "x".repeat(identityLimits.introspectionLength) })],
    ["a redirect", (response) => response.writeHead(307, { location: "http://169.254.169.254/" }).end()],
  ])("%s: closed, not remembered, and it recovers by itself", async (_what, answer) => {
    const authenticator = await open();
    server.answer = answer;
    expect(await judge(authenticator)).toBe("introspection/unavailable");
    server.answer = (response) => sendJson(response, active);
    expect(await judge(authenticator)).toBe("User corp/ana");
  });

  test("the longest answer", async () => {
    const size = JSON.stringify({ ...active, pad: "" }).length;
    answered = { ...active, pad: "x".repeat(identityLimits.introspectionLength - size) };
    expect(await judge(await open())).toBe("User corp/ana");
  });

  test("down, and up again", async () => {
    const authenticator = await open();
    await server.stop();
    expect(await judge(authenticator)).toBe("introspection/unavailable");
    await server.start();
    expect(await judge(authenticator)).toBe("User corp/ana");
  });

  test("slow: closed after the time that an answer has", async () => {
    server.answer = (response) => void setTimeout(() => sendJson(response, active), 30_000).unref();
    expect(await judge(await open())).toBe("introspection/unavailable");
  });

  test.each(["with space", "ümlaut", "a\nb", "a,b", "{}", "x".repeat(identityLimits.tokenLength + 1)])(
    "what cannot be a token is not asked about: %j",
    async (token) => {
      expect(await judge(await open(), token)).toMatch(/^token\/(?:malformed|too-long)$/);
      expect(server.requests).toBe(0);
    },
  );
});

describe("remembering", () => {
  test("an active token is asked about once a minute, and its revocation seen then", async () => {
    const authenticator = await open();
    await judge(authenticator);
    answered = { active: false };
    seconds = identityLimits.activeSeconds - 1;
    expect(await judge(authenticator)).toBe("User corp/ana");
    expect(server.requests).toBe(1);
    seconds = identityLimits.activeSeconds;
    expect(await judge(authenticator)).toBe("token/inactive");
  });

  test("never beyond exp", async () => {
    answered = { ...active, exp: testSeconds + 10 };
    const authenticator = await open();
    await judge(authenticator);
    answered = { active: false };
    seconds = 10;
    expect(await judge(authenticator)).toBe("token/inactive");
  });

  test("what is remembered is judged anew each time", async () => {
    answered = { ...active, nbf: testSeconds - 60, exp: testSeconds + 3_600, iat: testSeconds };
    const authenticator = await open();
    expect(await judge(authenticator)).toBe("User corp/ana");
    seconds = -100;
    expect(await judge(authenticator)).toBe("token/issued-in-future");
  });

  test("an inactive token is remembered shortly", async () => {
    answered = { active: false };
    const authenticator = await open();
    await judge(authenticator);
    answered = active;
    seconds = identityLimits.inactiveSeconds - 1;
    expect(await judge(authenticator)).toBe("token/inactive");
    seconds = identityLimits.inactiveSeconds;
    expect(await judge(authenticator)).toBe("User corp/ana");
  });

  test("with 0s nothing is remembered", async () => {
    const authenticator = await open({ cache: "0s" });
    await judge(authenticator);
    await judge(authenticator);
    expect(server.requests).toBe(2);
  });

  test("many at once ask once a token", async () => {
    const authenticator = await open();
    await Promise.all(Array.from({ length: 40 }, (_, index) => judge(authenticator, `opaque-token-${index % 2}`)));
    expect(server.requests).toBe(2);
  });

  test("two configurations share nothing", async () => {
    expect(await judge(await open())).toBe("User corp/ana");
    answered = { active: false };
    expect(await judge(await open())).toBe("token/inactive");
  });
});

describe("without an authenticator before it", () => {
  const direct = (cacheSeconds: number): Introspection =>
    createIntrospection({
      issuer: "https://login.example.com",
      endpoint: `${server.url}/introspect`,
      clientId: "api",
      clientSecret: secret,
      cacheSeconds,
      fetch,
      clock: () => new Date(testNow.getTime() + seconds * 1000),
    });

  test("nothing is remembered for longer than the limit", async () => {
    const introspection = direct(86_400);
    await introspection.introspect("opaque-token-1");
    seconds = identityLimits.activeSeconds;
    await introspection.introspect("opaque-token-1");
    expect(server.requests).toBe(2);
  });

  test("the longest token is asked for, and a longer one is not", async () => {
    expect(await direct(0).introspect("x".repeat(identityLimits.tokenLength))).toMatchObject({ ok: true });
    expect(await direct(0).introspect("x".repeat(identityLimits.tokenLength + 1))).toMatchObject({
      code: "token/too-long",
    });
    expect(server.requests).toBe(1);
  });
});

test("what is a JWT, if a wrong one, is shown to no endpoint", async () => {
  const authenticator = await open();
  const header = (text: string): string => `${btoa(text).replaceAll("=", "")}.e30.e30`;
  expect(await judge(authenticator, "e30.e30.e30.e30.e30")).toBe("token/encrypted");
  expect(await judge(authenticator, header('{"alg":"ES256","crit":["exp"]}'))).toBe("token/critical");
  expect(await judge(authenticator, header('{"alg":7}'))).toBe("token/header");
  expect(await judge(authenticator, header('{"alg":"ES256"}'))).toBe("token/unknown-issuer");
  expect(await judge(authenticator, "x".repeat(identityLimits.tokenLength + 1))).toBe("token/too-long");
  expect(server.requests).toBe(0);
});

test("neither our secret nor a token was ever said", () => {
  const secrets = [
    secret,
    encodeURIComponent(secret),
    btoa(`api:${secret}`),
    btoa(`api:${encodeURIComponent(secret)}`),
  ];
  const parts = [...secrets, ...secrets.map((text) => text.slice(4, 16)), "opaque-token", "Basic "];
  expect(parts.filter((part) => said.some((text) => text.includes(part)))).toEqual([]);
  expect(said.length).toBeGreaterThan(60);
});

test("a memory holds no more than it may, and forgets the oldest first", () => {
  const memory = createMemory<number>(2);
  for (const [index, key] of ["a", "b", "a", "c"].entries()) memory.put(key, index, 0, 10);
  expect(["a", "b", "c"].map((key) => memory.get(key, 1))).toEqual([2, undefined, 3]);
  expect(memory.get("a", 10)).toBeUndefined();
});
