import { describe, expect, jest, test } from "@jest/globals";
import { createReplayMemory } from "@authz/identity";
import { sanitise, wordList } from "../answer/challenge.ts";
import { answerDenial } from "../answer/denied-request.ts";
import { httpLimits } from "../limits.ts";
import type { GuardedRequest } from "../request/guarded-request.ts";
import { createWorld, engineOf, now, policyText } from "../testing/world.ts";
import { createGuard } from "./guard.ts";
import type { AccessEvent, GuardOptions } from "./options.ts";

const world = await createWorld();
const { options } = world;

function requestOf(target: string, headers: Readonly<Record<string, string>> = {}): GuardedRequest {
  const header = (name: string): readonly string[] => (headers[name] === undefined ? [] : [headers[name]]);
  return { method: "GET", target, header, secure: true, native: undefined };
}

const withToken = async (target: string): Promise<GuardedRequest> =>
  requestOf(target, { authorization: `Bearer ${await world.token()}` });

describe("options that do not go together", () => {
  const { engine, tokens, apiKeys } = options;
  const dpop = { clock: () => now, replays: createReplayMemory() };
  test.each<[string, GuardOptions]>([
    ["dpop without an origin", { engine, tokens: tokens!, dpop }],
    ["dpop without tokens", { engine, dpop, origin: "https://api.example.com" }],
    ["an origin with a path", { engine, tokens: tokens!, dpop, origin: "https://api.example.com/v1" }],
    ["a key header that is none", { engine, apiKeys: { keys: apiKeys!.keys, header: "x key" } }],
    ["a key header that has another meaning", { engine, apiKeys: { keys: apiKeys!.keys, header: "Authorization" } }],
    [
      "an identifier without TLS",
      { engine, resource: { identifier: "http://api.example.com", authorizationServers: [] } },
    ],
    [
      "an identifier with a query",
      { engine, resource: { identifier: "https://a.example?x", authorizationServers: [] } },
    ],
    ["an identifier that is none", { engine, resource: { identifier: "api", authorizationServers: [] } }],
  ])("%s", (_what, wrong) => {
    expect(() => createGuard(wrong)).toThrow(TypeError);
  });
});

describe("metadata of a resource with a path", () => {
  test("lies between host and path", async () => {
    const identifier = "https://api.example.com/v1";
    const guard = createGuard({ engine: options.engine, resource: { identifier, authorizationServers: [] } });
    expect(guard.resourceMetadata).toBe("https://api.example.com/.well-known/oauth-protected-resource/v1");
    const answer = await guard.authorize(requestOf("/.well-known/oauth-protected-resource/v1?x=1"));
    expect(answer).toMatchObject({ kind: "answered", status: 200 });
    for (const path of ["/.well-known/oauth-protected-resource", "/.well-known/oauth-protected-resource/V1"])
      expect(await guard.authorize(requestOf(path))).toMatchObject({ kind: "refused", status: 403 });
  });

  test("has the scopes of the policy that decides now", async () => {
    const engine = engineOf(policyText);
    const identifier = "https://api.example.com";
    const guard = createGuard({ engine, resource: { identifier, authorizationServers: [], name: "Todos" } });
    engine.replace(engineOf(policyText.replaceAll('"todos:share"', '"todos:lend"')).policy);
    const answer = await guard.authorize(requestOf("/.well-known/oauth-protected-resource"));
    expect(JSON.parse(answer.kind === "answered" ? answer.body : "")).toEqual({
      resource: identifier,
      scopes_supported: ["todos:lend", "todos:read", "todos:write"],
      bearer_methods_supported: ["header"],
      resource_name: "Todos",
    });
  });
});

describe("what goes wrong is not allowed", () => {
  test("a callback that never answers", async () => {
    jest.useFakeTimers({ doNotFake: ["nextTick", "queueMicrotask", "setImmediate"] });
    const errors: unknown[] = [];
    const guard = createGuard({
      ...options,
      loadResource: () => new Promise(() => undefined),
      onError: (error) => errors.push(error),
    });
    const answered = guard.authorize(await withToken("/todos/t1"));
    while (jest.getTimerCount() === 0) await new Promise((done) => setImmediate(done));
    jest.advanceTimersByTime(httpLimits.callbackSeconds * 1000);
    expect(await answered).toMatchObject({ kind: "refused", status: 500 });
    expect(errors.map(String)).toEqual(["Error: loadResource has not answered within 10 seconds"]);
    jest.useRealTimers();
  });

  test.each<[string, Partial<GuardOptions>]>([
    [
      "an id that cannot be made",
      {
        createId: () => {
          throw new Error("no id");
        },
      },
    ],
    [
      "a connection that cannot be told",
      {
        connection: () => {
          throw new Error("no proxy");
        },
      },
    ],
    [
      "facts that cannot be loaded",
      { loadResource: () => undefined, loadFacts: () => Promise.reject(new Error("no database")) },
    ],
    [
      "facts that are none",
      {
        loadResource: () => undefined,
        loadFacts: () => ({ entities: [{ type: "Todo", id: "t1", properties: { owner: 7 } }] }),
      },
    ],
    ["what is no error", { context: () => Promise.reject(undefined) }],
    [
      "listeners that throw as well",
      {
        onError: () => {
          throw new Error("deaf");
        },
        onDecision: () => {
          throw new Error("deaf");
        },
        context: () => {
          throw new Error("blind");
        },
      },
    ],
  ])("%s", async (_what, wrong) => {
    const guard = createGuard({ ...options, ...wrong });
    const authorized = await guard.authorize(await withToken("/todos/t1"));
    expect(authorized).toMatchObject({ kind: "refused", status: 500 });
    expect(authorized).toHaveProperty("body", expect.not.stringMatching(/no |deaf|blind/));
  });

  test("a listener that throws or rejects stops nothing", async () => {
    const errors: unknown[] = [];
    for (const onDecision of [
      () => {
        throw new Error("deaf");
      },
      () => Promise.reject(new Error("deaf")),
    ]) {
      const guard = createGuard({ ...options, onDecision, onError: (error) => errors.push(error) });
      expect(await guard.authorize(await withToken("/todos/t1"))).toMatchObject({ kind: "allowed" });
    }
    await Promise.resolve();
    expect(errors.map(String)).toEqual(["Error: deaf", "Error: deaf"]);
  });
});

describe("what callbacks say", () => {
  test("a token comes from the credential alone", async () => {
    const guard = createGuard({ ...options, context: () => ({ token: { scope: "todos:read", acr: "phr" } }) });
    const request = { ...requestOf("/todos/t1", { "x-api-key": world.apiKey }), method: "DELETE" };
    expect(await guard.authorize(request)).toMatchObject({ kind: "refused", status: 403 });
    expect(await guard.authorize(requestOf("/todos/t1"))).toMatchObject({ kind: "refused", status: 401 });
  });

  test("facts are fetched when they are needed", async () => {
    const { loadResource: _own, ...rest } = options;
    const owner = { type: "User", id: "corp/ana" };
    const guard = createGuard({
      ...rest,
      loadFacts: () => ({ entities: [{ type: "Todo", id: "t9", properties: { owner } }] }),
    });
    expect(await guard.authorize(await withToken("/todos/t9"))).toMatchObject({ kind: "allowed" });
    expect(await guard.authorize(await withToken("/todos/t8"))).toMatchObject({ status: 403 });
  });

  test("loadResource is called once, and only when it is known who asks", async () => {
    const loadResource = jest.fn(options.loadResource);
    const guard = createGuard({ ...options, loadResource });
    await guard.authorize(requestOf("/todos/t1", { authorization: "Bearer broken" }));
    await guard.authorize(requestOf("/health"));
    await guard.authorize(requestOf("/nowhere"));
    expect(loadResource).not.toHaveBeenCalled();
    await guard.authorize(await withToken("/todos/t1"));
    expect(loadResource.mock.calls.map(([asked]) => asked)).toEqual([
      { subject: { type: "User", id: "corp/ana" }, action: { name: "read" }, resource: { type: "Todo", id: "t1" } },
    ]);
  });
});

describe("events", () => {
  test("tell of the request and of each question of its handler, and hold no secret", async () => {
    const events: AccessEvent[] = [];
    const guard = createGuard({ ...options, onDecision: (event) => void events.push(event), createId: () => "r-7" });
    const authorized = await guard.authorize(await withToken("/todos/t1?access_token=secret"));
    if (authorized.kind !== "allowed") throw new Error(authorized.body);
    const { authz } = authorized;
    expect(await authz.filter("read", [{ type: "Todo", id: "t2" }])).toEqual([]);
    await expect(authz.require({ name: "read" }, { type: "Todo", id: "t2" })).rejects.toMatchObject({ status: 403 });
    expect(events).toMatchObject([
      {
        requestId: "r-7",
        phase: "request",
        outcome: "allowed",
        method: "GET",
        path: "/todos/t1",
        reason: "granted",
        endpoint: "GET /todos/{todo}",
        subject: { type: "User", id: "corp/ana" },
        action: "read",
        resource: { type: "Todo", id: "t1" },
        credential: { kind: "jwt", issuer: "corp" },
      },
      { requestId: "r-7", phase: "handler", outcome: "refused", status: 403, resource: { type: "Todo", id: "t2" } },
      { requestId: "r-7", phase: "handler", outcome: "refused", status: 403 },
    ]);
    expect(JSON.stringify(events)).not.toMatch(/secret|eyJ/);
  });

  test("write down paths in printable ASCII, cut short", async () => {
    const events: AccessEvent[] = [];
    const guard = createGuard({ ...options, onDecision: (event) => void events.push(event) });
    await guard.authorize(requestOf(`/a\r\nlog: forged\u001b[31m${"x".repeat(2_000)}`));
    expect(events[0]?.path).toMatch(/^\/a\?\?log: forged\?\[31mx+$/);
    expect(events[0]?.path).toHaveLength(httpLimits.loggedPathLength);
  });

  test("filter has an end", async () => {
    const authorized = await createGuard(options).authorize(requestOf("/health"));
    if (authorized.kind !== "allowed") throw new Error(authorized.body);
    const many = Array.from({ length: 10_001 }, () => ({ type: "Todo", id: "t1" }));
    await expect(authorized.authz.filter("read", many)).rejects.toThrow(RangeError);
  });
});

describe("challenges", () => {
  test("hold nothing that ends a quoted string or a header", () => {
    expect(sanitise('a"b\\c\r\nd\0é\u2028 ~')).toBe("abcd ~");
  });

  test("lists are cut at a word", () => {
    const list = wordList(Array.from({ length: 1_000 }, (_, index) => `scope-${index}`)) ?? "";
    expect(list.length).toBeLessThanOrEqual(httpLimits.challengeLength);
    expect(list).toMatch(/ scope-\d+$/);
    expect(wordList(['a"b', "a b", "", "c", "c"])).toBe("c");
    expect(wordList([])).toBeUndefined();
  });

  test("of the scopes that would do the one is named that allows the least besides", async () => {
    const text = policyText.replace("scope none", 'scope "all" covers * on Todo and read on Page\nscope none');
    const guard = createGuard({ ...options, engine: engineOf(text) });
    const authorization = `Bearer ${await world.token({ scope: "" })}`;
    const answer = await guard.authorize(requestOf("/todos/t1", { authorization }));
    expect(answer).toMatchObject({
      status: 403,
      body: expect.stringContaining('"any_of":["all","todos:read","todos:write"]'),
    });
    expect(answer.headers["www-authenticate"]).toContain('scope="todos:read"');
  });

  test("several assurances ask for what suffices for all, in the shortest time", () => {
    const assurance = (acr_values: readonly string[], max_age?: number) => ({
      name: "a",
      acr_values,
      amr_values: [],
      ...(max_age === undefined ? {} : { max_age }),
    });
    const schemes = { realm: "api", bearer: true, dpop: undefined, basic: false, resourceMetadata: undefined };
    const ask = (...assurances: ReturnType<typeof assurance>[]): string | undefined =>
      answerDenial(
        {
          decision: false,
          code: "step_up_required",
          rules: [],
          policy: "",
          challenge: { scopes: { any_of: [], all_of: [] }, assurances },
        },
        { scheme: "bearer", schemes, requestId: "r", showReasons: false, breadth: () => 0 },
      ).headers["www-authenticate"]?.replace(/^.*?needed\."(?:, )?/, "");
    expect(ask(assurance(["a", "b"], 900), assurance(["b", "c"], 60))).toBe('acr_values="b", max_age="60"');
    expect(ask(assurance(["a"]), assurance(["b"]))).toBe('acr_values="a"');
    expect(ask(assurance([], 60))).toBe('max_age="60"');
    expect(ask(assurance([]))).toBe("");
  });
});
