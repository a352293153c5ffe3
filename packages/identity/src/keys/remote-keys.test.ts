import { afterEach, beforeAll, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { gzipSync } from "node:zlib";
import type { Authenticator } from "../authenticate/authenticator.ts";
import { createFetch } from "../net/public-fetch.ts";
import { identityLimits } from "../limits.ts";
import { accessTokenClaims, createTestIssuer, testNow, type TestIssuer } from "../testing/issuer.ts";
import { issuerConfig, openTestIdentity } from "../testing/open.ts";
import { sendJson, startWebServer, type WebServer } from "../testing/web-server.ts";

// The machine may be busy with other tests.
jest.setTimeout(60_000);

const fetch = createFetch({ privateAddresses: true });
let old: TestIssuer;
let next: TestIssuer;
let server: WebServer;
let authenticator: Authenticator;
let seconds = 0;

beforeAll(async () => {
  old = await createTestIssuer(undefined, "ES256", "k1");
  next = await createTestIssuer(undefined, "ES256", "k2");
});

beforeEach(async () => {
  seconds = 0;
  server = await startWebServer((response) => sendJson(response, old.keySet));
  authenticator = await openTestIdentity(
    { corp: issuerConfig(old, { keys: { url: `${server.url}/jwks` }, network: { loopbackHttp: true } }) },
    { fetch, clock: () => new Date(testNow.getTime() + seconds * 1000) },
  );
});

afterEach(() => server.stop().catch(() => undefined));

/** A token of now, judged. */
async function judge(issuer: TestIssuer = old): Promise<string> {
  const at = testNow.getTime() / 1000 + seconds;
  const outcome = await authenticator.authenticate(await issuer.sign(accessTokenClaims({ iat: at, exp: at + 60 })));
  return outcome.ok ? "accepted" : outcome.code;
}

describe("an answer that is no key set", () => {
  const faults: readonly (readonly [what: string, answer: WebServer["answer"]])[] = [
    ["an error", (response) => response.writeHead(500).end()],
    ["not found", (response) => response.writeHead(404, { "content-type": "application/json" }).end("{}")],
    ["a page", (response) => response.writeHead(200, { "content-type": "text/html" }).end("<html></html>")],
    ["no type", (response) => response.writeHead(200).end(JSON.stringify(old.keySet))],
    ["broken JSON", (response) => response.writeHead(200, { "content-type": "application/json" }).end('{"keys":[')],
    ["a list", (response) => sendJson(response, [])],
    ["no keys", (response) => sendJson(response, { keys: [] })],
    [
      "a name twice",
      (response) => response.writeHead(200, { "content-type": "application/json" }).end('{"keys":[],"keys":[]}'),
    ],
    ["too much", (response) => sendJson(response, { ...old.keySet, pad: "x".repeat(identityLimits.keySetLength) })],
    [
      "a bomb",
      (response) =>
        response
          .writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" })
          .end(gzipSync(JSON.stringify({ ...old.keySet, pad: "x".repeat(20_000_000) }))),
    ],
    [
      "too many keys",
      (response) =>
        sendJson(response, {
          keys: [...Array<object>(identityLimits.keysInSet).fill({}), ...(old.keySet["keys"] as object[])],
        }),
    ],
    [
      "a secret",
      (response) => sendJson(response, { keys: [{ kty: "oct", alg: "HS256", kid: "k1", k: "A".repeat(43) }] }),
    ],
    ["a redirect inside", (response) => response.writeHead(302, { location: "http://169.254.169.254/latest" }).end()],
    ["a redirect to itself", (response) => response.writeHead(307, { location: "/jwks" }).end()],
    [
      "half of it",
      (response) => response.writeHead(200, { "content-type": "application/json", "content-length": "999" }).destroy(),
    ],
  ];

  test.each(faults)("%s: closed, and it recovers by itself", async (_what, answer) => {
    server.answer = answer;
    expect(await judge()).toBe("keys/unavailable");
    expect(server.requests).toBe(1);
    server.answer = (response) => sendJson(response, old.keySet);
    expect(await judge()).toBe("keys/unavailable");
    seconds = 5;
    expect(await judge()).toBe("accepted");
    expect(server.requests).toBe(2);
  });

  test("the largest set, and the most keys", async () => {
    const size = JSON.stringify({ ...old.keySet, pad: "" }).length;
    server.answer = (response) =>
      sendJson(response, { ...old.keySet, pad: "x".repeat(identityLimits.keySetLength - size) });
    expect(await judge()).toBe("accepted");
    seconds = 100_000;
    const keys = [...Array<object>(identityLimits.keysInSet - 1).fill({}), ...(old.keySet["keys"] as object[])];
    server.answer = (response) => sendJson(response, { keys });
    expect(await judge()).toBe("accepted");
  });
});

describe("nobody there", () => {
  test("slow: closed after the time that an answer has", async () => {
    server.answer = (response) => void setTimeout(() => sendJson(response, old.keySet), 30_000).unref();
    const start = performance.now();
    expect(await judge()).toBe("keys/unavailable");
    expect(performance.now() - start).toBeLessThan((identityLimits.answerSeconds + 12) * 1000);
  });

  test("slow in the middle: the same", async () => {
    server.answer = (response) =>
      void response.writeHead(200, { "content-type": "application/json" }).write('{"keys":');
    expect(await judge()).toBe("keys/unavailable");
  });

  test("down: closed; the last good set serves for a bounded time", async () => {
    server.answer = (response) => sendJson(response, old.keySet, { "cache-control": "max-age=100" });
    expect(await judge()).toBe("accepted");
    await server.stop();
    seconds = 99;
    expect(await judge()).toBe("accepted");
    seconds = 100 + identityLimits.staleSeconds - 1;
    expect(await judge()).toBe("accepted");
    seconds = 100 + identityLimits.staleSeconds;
    expect(await judge()).toBe("keys/unavailable");
    expect(await judge(next)).toBe("keys/unavailable");
    await server.start();
    seconds += 5;
    expect(await judge()).toBe("accepted");
  });
});

test("a clock that jumps back in an outage does not make the last good set serve for longer", async () => {
  seconds = 1_000_000;
  expect(await judge()).toBe("accepted");
  await server.stop();
  seconds -= 300 + identityLimits.staleSeconds - 1;
  expect(await judge()).toBe("accepted");
  seconds -= 1;
  expect(await judge()).toBe("keys/unavailable");
});

describe("caching", () => {
  const bounds: readonly (readonly [cacheControl: string | undefined, fresh: number])[] = [
    [undefined, 300],
    ["max-age=100", 100],
    ["public, max-age=200, must-revalidate", 200],
    ["max-age=1", identityLimits.freshSecondsLeast],
    ["no-store", identityLimits.freshSecondsLeast],
    ["no-cache, max-age=500", identityLimits.freshSecondsLeast],
    ["max-age=999999999", identityLimits.freshSecondsMost],
    ["max-age=99999999999999999999", identityLimits.freshSecondsMost],
  ];
  test.each(bounds)("Cache-Control %s", async (control, fresh) => {
    const headers: Record<string, string> = control === undefined ? {} : { "cache-control": control };
    server.answer = (response) => sendJson(response, old.keySet, headers);
    expect(await judge()).toBe("accepted");
    seconds = fresh - 1;
    expect(await judge()).toBe("accepted");
    expect(server.requests).toBe(1);
    seconds = fresh;
    expect(await judge()).toBe("accepted");
    expect(server.requests).toBe(2);
  });

  test("the time that it has been under way counts", async () => {
    server.answer = (response) => sendJson(response, old.keySet, { "cache-control": "max-age=100", age: "40" });
    expect(await judge()).toBe("accepted");
    seconds = 59;
    expect(await judge()).toBe("accepted");
    expect(server.requests).toBe(1);
    seconds = 60;
    expect(await judge()).toBe("accepted");
    expect(server.requests).toBe(2);
  });

  test("many tokens at once ask once", async () => {
    const all = await Promise.all(Array.from({ length: 50 }, () => judge()));
    expect(new Set(all)).toEqual(new Set(["accepted"]));
    expect(server.requests).toBe(1);
  });

  test("a clock that jumps back asks anew", async () => {
    expect(await judge()).toBe("accepted");
    seconds = -3_600;
    expect(await judge()).toBe("accepted");
    expect(server.requests).toBe(2);
  });
});

describe("rotation", () => {
  const both = (): object => ({ keys: [...(old.keySet["keys"] as object[]), ...(next.keySet["keys"] as object[])] });

  test("an unknown kid fetches the set, but not more often than every 30 seconds", async () => {
    expect(await judge()).toBe("accepted");
    expect(await judge(next)).toBe("token/unknown-key");
    expect(server.requests).toBe(1);
    server.answer = (response) => sendJson(response, both());
    seconds = identityLimits.refetchSeconds - 1;
    expect(await judge(next)).toBe("token/unknown-key");
    seconds = identityLimits.refetchSeconds;
    expect(await judge(next)).toBe("accepted");
    expect(await judge()).toBe("accepted");
    expect(server.requests).toBe(2);
  });

  test("a flood of unknown kids causes one request", async () => {
    await judge();
    seconds = identityLimits.refetchSeconds;
    const tokens = await Promise.all(
      Array.from({ length: 500 }, (_, index) => next.sign(accessTokenClaims(), { kid: `x${index}` })),
    );
    const outcomes = await Promise.all(tokens.map((token) => authenticator.authenticate(token)));
    expect(outcomes.every((outcome) => !outcome.ok && outcome.code === "token/unknown-key")).toBe(true);
    expect(server.requests).toBe(2);
  });

  test("a key that was withdrawn verifies no more", async () => {
    server.answer = (response) => sendJson(response, both(), { "cache-control": "max-age=60" });
    expect(await judge()).toBe("accepted");
    server.answer = (response) => sendJson(response, next.keySet);
    seconds = 60;
    expect(await judge()).toBe("token/unknown-key");
    expect(await judge(next)).toBe("accepted");
  });

  test("an unknown kid in an outage is no verdict about the token", async () => {
    expect(await judge()).toBe("accepted");
    server.answer = (response) => response.writeHead(503).end();
    seconds = identityLimits.refetchSeconds;
    expect(await judge(next)).toBe("keys/unavailable");
    expect(await judge()).toBe("accepted");
  });
});
