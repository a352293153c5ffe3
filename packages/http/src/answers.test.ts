import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createGuard } from "./guard/guard.ts";
import type { AccessEvent, GuardOptions } from "./guard/options.ts";
import { httpLimits } from "./limits.ts";
import { bearer, t1 } from "./testing/challenges.ts";
import { credentialRows } from "./testing/credential-rows.ts";
import { decisionRows } from "./testing/decision-rows.ts";
import { integrations, type Handle, type Route, type Running } from "./testing/integrations.ts";
import { sendRaw } from "./testing/raw-request.ts";
import { nonces, settings } from "./testing/settings.ts";
import { createWorld, origin } from "./testing/world.ts";

const routes: readonly Route[] = [
  { method: "GET", path: "/health" },
  { method: "GET", path: "/pages/{page...}" },
  { method: "GET", path: "/todos/{todo}" },
  { method: "PUT", path: "/todos/{todo}" },
  { method: "DELETE", path: "/todos/{todo}" },
  { method: "POST", path: "/todos/{todo}/share" },
  // The policy does not know it, so nobody gets there.
  { method: "GET", path: "/secret" },
];

const rows = [...credentialRows, ...decisionRows];
const defaults = "as they are";
const world = await createWorld();

describe.each(Object.entries(integrations))("%s", (_name, start) => {
  const running = new Map<string, Running>();
  const events: AccessEvent[] = [];
  const errors: unknown[] = [];
  let reached: string[] = [];
  const handle: Handle = ({ method, path }, _parameters, authz) => {
    reached.push(`${method} ${path}`);
    return { id: authz?.asked?.resource.id, loaded: authz?.loaded };
  };

  beforeAll(async () => {
    const logs: Partial<GuardOptions> = {
      onDecision: (event) => void events.push(event),
      onError: (error) => void errors.push(error),
    };
    for (const [name, change] of Object.entries({ [defaults]: (options: GuardOptions) => options, ...settings }))
      running.set(name, await start(routes, handle, createGuard({ ...change(world.options), ...logs })));
  });
  afterAll(() => Promise.all([...running.values()].map((server) => server.close())));

  test.each(rows.map((row) => [row.name, row.status, row] as const))("%s: %i", async (_row, status, row) => {
    reached = [];
    events.length = 0;
    const port = running.get(row.with ?? defaults)?.port ?? 0;
    const request = await row.send(world);
    const answer = await sendRaw(port, { ...request, headers: [...(request.headers ?? []), "X-Request-ID: r-1"] });

    expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([status, row.challenge && [row.challenge]]);
    expect(reached).toHaveLength(status === 200 ? 1 : 0);
    expect(answer.headers.get("x-request-id")).toEqual(["r-1"]);
    expect(events).toMatchObject([{ requestId: "r-1", phase: "request", status }]);
    expect(JSON.stringify(events)).not.toMatch(/Bearer|eyJ|passphrase|authz_|access_token/);
    if (status === 200) return;
    expect(answer.headers.get("cache-control")).toEqual(["no-store"]);
    expect(answer.headers.get("content-type")?.join()).toMatch(/^application\/problem\+json/);
    if (request.method === "HEAD") return expect(answer.body).toBe("");
    expect(JSON.parse(answer.body)).toMatchObject({ ...row.body, status, request_id: "r-1" });
    expect(answer.body).not.toMatch(/policy|rule|\.authz|secret|database/);
    return undefined;
  });

  test("the handler gets what the callback has loaded, once", async () => {
    const answer = await sendRaw(running.get(defaults)?.port ?? 0, {
      target: t1,
      headers: bearer(await world.token()),
    });
    expect(JSON.parse(answer.body)).toEqual({ id: "t1", loaded: { id: "t1" } });
  });

  test("the nonce comes with the challenge and with the answer", async () => {
    const port = running.get("nonces")?.port ?? 0;
    const without = await sendRaw(port, { target: t1, headers: await world.bound("GET", t1) });
    const given = without.headers.get("dpop-nonce") ?? [];
    expect(given).toEqual([nonces.current()]);
    const proven = await sendRaw(port, {
      target: t1,
      headers: await world.bound("GET", t1, { nonce: given[0] ?? "" }),
    });
    expect([proven.status, proven.headers.get("dpop-nonce")]).toEqual([200, given]);
  });

  test("a proof counts once", async () => {
    const headers = await world.bound("GET", t1);
    const port = running.get(defaults)?.port ?? 0;
    const statuses = [];
    for (let round = 0; round < 2; round++) statuses.push((await sendRaw(port, { target: t1, headers })).status);
    expect(statuses).toEqual([200, 401]);
  });

  test.each([
    ["is kept", "abc/1:2", "abc/1:2"],
    ["with a space is replaced", "a b", undefined],
    ["that is too long is replaced", "a".repeat(httpLimits.requestIdLength + 1), undefined],
    ["as long as it may be is kept", "a".repeat(httpLimits.requestIdLength), "a".repeat(httpLimits.requestIdLength)],
    ["with other bytes is replaced", "caf\u00e9", undefined],
  ])("a request id that %s", async (_what, sent, expected) => {
    const answer = await sendRaw(running.get(defaults)?.port ?? 0, {
      target: "/health",
      headers: [`X-Request-ID: ${sent}`],
    });
    const [id = ""] = answer.headers.get("x-request-id") ?? [];
    if (expected === undefined) expect(id).toMatch(/^[0-9a-f-]{36}$/);
    else expect(id).toBe(expected);
  });

  test("what the callback threw is told to the application alone", () => {
    expect(errors.map(String).join()).toContain("secret: the database is down");
  });

  test("the metadata of the resource, from policy and configuration", async () => {
    const answer = await sendRaw(running.get(defaults)?.port ?? 0, { target: "/.well-known/oauth-protected-resource" });
    expect(answer.status).toBe(200);
    // Fastify adds a charset.
    expect(answer.headers.get("content-type")?.join()).toMatch(/^application\/json(?:; charset=utf-8)?$/);
    expect(JSON.parse(answer.body)).toEqual({
      resource: origin,
      authorization_servers: ["https://login.example.com"],
      scopes_supported: ["todos:read", "todos:share", "todos:write"],
      bearer_methods_supported: ["header"],
      dpop_signing_alg_values_supported: ["ES256", "ES384", "ES512", "EdDSA", "Ed25519", "PS256", "RS256"],
    });
  });
});
