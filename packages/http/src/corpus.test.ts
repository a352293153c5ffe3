import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { compile } from "@authz/engine";
import { createGuard, type Guard } from "./guard/guard.ts";
import { httpLimits } from "./limits.ts";
import { integrations, type Handle, type Route, type Running } from "./testing/integrations.ts";
import { sendRaw, type RawRequest } from "./testing/raw-request.ts";
import { policyOf } from "./testing/world.ts";

/** In the order in which first-match routers have to try them. */
const routes: readonly Route[] = [
  { method: "GET", path: "/health" },
  { method: "GET", path: "/admin" },
  { method: "GET", path: "/admin/log" },
  { method: "GET", path: "/admin/{page...}" },
  { method: "POST", path: "/admin/{page...}" },
  { method: "GET", path: "/public" },
  { method: "GET", path: "/public/me" },
  { method: "GET", path: "/public/{id}" },
  { method: "DELETE", path: "/public/{id}" },
  { method: "GET", path: "/a.b/{x}/c+d" },
  { method: "GET", path: "/{any}" },
];

/** Each endpoint asks about a route of its own, and everybody may everything but what is behind `/admin`. */
const policyText = `
resource Route {
  action use
  open: allow anyone to use when resource.id != "GET /admin" and not (resource.id like "GET /admin/*") and not (resource.id like "POST /admin/*")
}
${routes
  .map(({ method, path }) => {
    const parameters = path.replaceAll(/\{(\w+)(?:\.\.\.)?\}/g, "{$1}");
    return `endpoint "${method} ${path}" is use on Route "${method} ${parameters}"`;
  })
  .join("\n")}
`;

/** The endpoint that a target is for us; or why there is none: `rejected`, `unknown`, `unread` and so on, see `verdicts`. */
type Expected = string;

/** Group EP of the threat list. Some targets never get past the server's own parser: `unread`. */
const corpus: readonly (readonly [target: string, expected: Expected, method?: string])[] = [
  ["/health", "GET /health"],
  ["/health?x=1", "GET /health"],
  // EP-01
  ["//admin", "rejected"],
  ["/admin//", "rejected"],
  ["///admin", "rejected"],
  ["//evil.example/admin", "rejected"],
  // EP-02, EP-03
  ["/./admin", "rejected"],
  ["/public/../admin", "rejected"],
  ["/public/..", "rejected"],
  ["/public/.", "rejected"],
  ["/public/%2e%2e/admin", "rejected"],
  ["/public/%2E./admin", "rejected"],
  ["/public/.%2e", "rejected"],
  // EP-04
  ["/public/..%2fadmin", "rejected"],
  ["/public/%2Fadmin", "rejected"],
  ["/public/..%5cadmin", "rejected"],
  ["\\admin", "unread"],
  ["/public\\..\\admin", "rejected"],
  ["/\\admin", "rejected"],
  // EP-05
  ["/public/%252f", "GET /public/%2f"],
  ["/public/%252e%252e", "GET /public/%2e%2e"],
  ["/public/%25%32%66", "GET /public/%2f"],
  ["/public/%25252f", "GET /public/%252f"],
  // EP-06
  ["/public/%c0%af", "rejected"],
  ["/public/%e0%80%af", "rejected"],
  ["/public/%ff", "rejected"],
  ["/public/%", "rejected"],
  ["/public/%zz", "rejected"],
  ["/public/%2", "rejected"],
  // EP-07, EP-08
  ["/admin%00", "rejected"],
  ["/admin%00.jpg", "rejected"],
  ["/public/%00", "rejected"],
  ["/admin%0a", "GET /admin\n"],
  ["/public/a%0d%0ab", "GET /public/a\r\nb"],
  ["/admin%09", "GET /admin\t"],
  ["/ad\tmin", "unread"],
  ["/admin\u0000", "unread"],
  ["/admin\u007f", "unread"],
  ["/caf\u00e9", "rejected"],
  // EP-09, EP-10
  ["/admin#x", "rejected"],
  ["/public#/../admin", "rejected"],
  ["/public?#x", "rejected"],
  ["/admin?", "GET /admin"],
  ["/public?x=/admin", "GET /public"],
  ["/public?x=%00%zz", "GET /public"],
  ["/public%3f/../admin", "rejected"],
  ["/public/a%3fb", "GET /public/a?b"],
  ["/public/a%23b", "GET /public/a#b"],
  // EP-11
  ["/%61dmin", "GET /admin"],
  ["/%70ublic/me", "GET /public/me"],
  ["/public/%6d%65", "GET /public/me"],
  ["/ADMIN", "case"],
  ["/Admin", "case"],
  ["/Admin/log", "case"],
  ["/PUBLIC/me", "case"],
  ["/public/ME", "case"],
  ["/%41dmin", "case"],
  ["/public/\u212ae", "rejected"],
  ["/adm%C4%B1n", "GET /adm\u0131n"],
  ["/public/%EF%BC%8Fadmin", "GET /public/\uff0fadmin"],
  ["/public/e%CC%81", "GET /public/e\u0301"],
  ["/public/%C3%A9", "GET /public/\u00e9"],
  // EP-12
  ["/admin/", "rejected"],
  ["/admin.json", "GET /admin.json"],
  ["/admin.", "GET /admin."],
  ["/admin%20", "GET /admin "],
  ["/admin;x=1", "GET /admin;x=1"],
  ["/public/..;/admin", "rejected"],
  ["/public/%2e%2e;x/admin", "rejected"],
  ["/;/admin", "unknown"],
  ["/public;/me", "unknown"],
  ["/public/me;x=1", "GET /public/me;x=1"],
  // EP-13
  ["/public/me/x", "unknown"],
  ["/publicx", "GET /publicx"],
  ["/x/public", "unknown"],
  ["/public/a/b", "unknown"],
  ["/admin/log/x", "GET /admin/log/x"],
  ["/", "unknown"],
  ["/a.b/1/c+d", "GET /a.b/1/c+d"],
  ["/axb/1/c+d", "unknown"],
  ["/a.b/1/ccd", "unknown"],
  ["/a.b/1/c%2Bd", "GET /a.b/1/c+d"],
  ["/public/__proto__", "GET /public/__proto__"],
  ["/constructor", "GET /constructor"],
  ["/public/{id}", "GET /public/{id}"],
  ["/public/:id", "GET /public/:id"],
  ["/public/*", "GET /public/*"],
  // EP-14
  ["admin", "unread"],
  ["*", "unread"],
  ["http://evil.example/admin", "absolute"],
  ["http://localhost/admin", "absolute"],
  ["http://user:password@localhost/admin", "absolute"],
  ["HTTP://localhost//admin", "absolute"],
  ["localhost:80", "unread"],
  ["?x=/admin", "unread"],
  // EP-15
  ["/public/1", "GET /public/1", "HEAD"],
  ["/admin", "unknown", "OPTIONS"],
  ["/public/1", "unknown", "TRACE"],
  ["/public/1", "unknown", "QUERY"],
  ["/public/1", "unknown", "PROPFIND"],
  ["/public/1", "unread", "get"],
  ["/public/1", "unread", "GETS"],
  ["/public/1", "DELETE /public/1", "DELETE"],
  ["/admin/x", "POST /admin/x", "POST"],
  // EP-17
  ["/public/me", "GET /public/me"],
  // EP-19
  [`/public/${"x".repeat(90)}`, `GET /public/${"x".repeat(90)}`],
  [`/public/${"x".repeat(8_000)}`, `GET /public/${"x".repeat(8_000)}`],
  [`/${"x/".repeat(2_000)}x`, "unknown"],
  [`/${"x".repeat(httpLimits.targetLength)}`, "long"],
];

/** What the guard made of a request, by its event; undefined when it never saw one. */
interface Seen {
  readonly status: number;
  readonly reason: string;
  readonly asked: string | undefined;
}

describe.each(Object.entries(integrations))("%s", (name, start) => {
  const engine = compile(policyOf(policyText));
  let [guarded, bare]: Running[] = [];
  let seen: Seen | undefined;
  let reached: string[] = [];
  let bareReached: string[] = [];

  beforeAll(async () => {
    const guard: Guard = createGuard({
      engine,
      onDecision({ status, reason, resource }) {
        seen = { status, reason, asked: resource?.id };
      },
    });
    const into =
      (list: () => string[]): Handle =>
      (route, parameters) => {
        list().push(filled(route, parameters));
        return { route };
      };
    guarded = await start(
      routes,
      into(() => reached),
      guard,
    );
    bare = await start(
      routes,
      into(() => bareReached),
    );
  });
  afterAll(async () => {
    await guarded?.close();
    await bare?.close();
  });

  async function ask(request: RawRequest): Promise<{ readonly status: number; readonly bareStatus: number }> {
    [seen, reached, bareReached] = [undefined, [], []];
    const answer = await sendRaw(guarded?.port ?? 0, request);
    const bareAnswer = await sendRaw(bare?.port ?? 0, request);
    return { status: answer.status, bareStatus: bareAnswer.status };
  }

  /** The theorem: what reaches a handler is what the policy was asked about, and it said yes; and nothing was routed differently. */
  function expectAgreement(): void {
    expect(reached.length).toBeLessThanOrEqual(1);
    if (reached.length === 0) return;
    expect(seen).toMatchObject({ status: 200, reason: "granted", asked: reached[0] });
    expect(bareReached).toEqual(reached);
    expect(reached[0]).not.toMatch(/^(?:GET|POST) \/admin(?:$|\/)/);
  }

  test.each(
    corpus.map(
      ([target, expected, method = "GET"]) =>
        [method, target.slice(0, 60), expected.slice(0, 60), target, expected] as const,
    ),
  )("%s %j is %j", async (method, _shown, _expected, target, expected) => {
    const { status } = await ask({ method, target: bytesOf(target) });
    expectAgreement();
    expect([...verdicts(name, target, expected)]).toContain(verdict(status));
  });

  /** `rejected` and so on, or what was asked. */
  function verdict(status: number): string {
    if (seen === undefined) return status >= 400 && status < 500 ? "unread" : `unguarded ${status}`;
    if (seen.asked !== undefined) return seen.asked;
    return seen.reason;
  }

  test.each([
    ["X-HTTP-Method-Override: DELETE"],
    ["X-HTTP-Method: DELETE"],
    ["X-Method-Override: DELETE"],
    ["X-Original-URL: /admin"],
    ["X-Rewrite-URL: /admin"],
    ["X-Forwarded-Uri: /admin"],
    ["X-Forwarded-Prefix: /admin"],
    ["X-Middleware-Subrequest: middleware"],
    ["X-Forwarded-Host: evil.example"],
    ["X-Authz: allow"],
    ["User-Agent: kube-probe/1.30"],
    ["Connection: x-request-id"],
  ])("the header %s changes nothing", async (header) => {
    for (const [target, expected] of [
      ["/public/1", "GET /public/1"],
      ["/admin", "GET /admin"],
    ] as const) {
      await ask({ target, headers: [header] });
      expect(seen?.asked).toBe(expected);
      expectAgreement();
    }
  });

  test("a second Host or one of another site changes nothing", async () => {
    for (const headers of [["Host: admin.example"], ["Host: localhost/admin"]]) {
      await ask({ target: "/public/1", headers });
      expectAgreement();
    }
  });

  test("whatever is sent, an answer comes, and no handler is reached that the policy does not allow", async () => {
    const segment = fc.constantFrom(
      ..."admin,ADMIN,public,log,me,%61dmin,..,.,%2e%2e,..;,%2f,%5c,\\,%00,%0a,%,%zz,%25,;x=1,,a.b,{id},\u00e9,%c3%a9,__proto__,x#y,x?y".split(
        ",",
      ),
    );
    const target = fc.oneof(
      fc.array(segment, { maxLength: 5 }).map((segments) => `/${segments.join("/")}`),
      fc.array(segment, { maxLength: 4 }).map((segments) => `//${segments.join("/")}`),
      fc.array(segment, { maxLength: 3 }).map((segments) => `http://localhost/${segments.join("/")}`),
      fc.string({ maxLength: 40, unit: fc.integer({ min: 0x21, max: 0xff }).map((code) => String.fromCharCode(code)) }),
    );
    const header = fc.constantFrom(
      "Authorization: Bearer x",
      "Authorization:",
      "Authorization: Basic ===",
      "X-Request-ID: \u00ff",
      "X-HTTP-Method-Override: POST",
      "Content-Length: 0",
      "Expect: 100-continue",
      "DPoP: a.b.c",
    );
    const method = fc.constantFrom("GET", "HEAD", "POST", "DELETE", "OPTIONS", "PUT", "PATCH", "TRACE", "QUERY");
    await fc.assert(
      fc.asyncProperty(method, target, fc.array(header, { maxLength: 3 }), async (asked, path, headers) => {
        const { status } = await ask({ method: asked, target: bytesOf(path), headers });
        expectAgreement();
        expect(status).toBeGreaterThanOrEqual(200);
        expect(status).toBeLessThan(500);
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});

/** What the routes of a framework call their parameters, in the words of the policy's ids. */
function filled({ method, path }: Route, parameters: readonly string[]): string {
  let next = 0;
  return `${method} ${path.replaceAll(/\{\w+(?:\.\.\.)?\}/g, () => parameters[next++] ?? "")}`;
}

/** A target as bytes: UTF-8 where it is not Latin-1 already. */
function bytesOf(target: string): string {
  return /[^\0-\xff]/.test(target)
    ? Array.from(new TextEncoder().encode(target), (byte) => String.fromCharCode(byte)).join("")
    : target;
}

/** Where integrations may differ, all of them are safe. */
function verdicts(name: string, target: string, expected: Expected): readonly string[] {
  const isFetch = name === "hono" || name === "fetch";
  const normalised = (): string => new URL(target, "http://localhost/x").pathname;
  const isLenient = name === "fastify, lenient";
  // To it a semicolon begins the query; what it then reads is compared, and not written down once more.
  if (isLenient && target.includes(";"))
    return ["rejected", "no_endpoint", "GET /admin", "GET /public", "GET /public/me"];
  switch (expected) {
    case "case":
      if (name === "express" || isLenient) return ["rejected", "no_endpoint"];
      return target.split("/").length > 2 && !target.startsWith("/public/")
        ? ["no_endpoint"]
        : [`GET ${decodeURIComponent(target)}`];
    case "unknown":
      return ["no_endpoint"];
    case "long":
      return ["too_long", "unread"];
    case "rejected":
      // A `Request` has no dot segments and backslashes any more when it gets to a router.
      return isFetch ? ["rejected", "unread", "no_endpoint", `GET ${normalised()}`] : ["rejected", "unread"];
    case "absolute":
      return isFetch ? ["rejected", "unread", "GET /admin"] : ["rejected", "unread"];
    case "unread":
      return ["rejected", "unread", "no_endpoint"];
    // Letters that are one in some case: for a router that does not tell case apart, our reading is the stricter one.
    case "GET /adm\u0131n":
      return name === "express" || isLenient ? ["rejected"] : [expected];
    default:
      // Fastify takes no parameter of more than 100 characters.
      return name === "fastify" && target.length > 110 ? ["unread"] : [expected];
  }
}
