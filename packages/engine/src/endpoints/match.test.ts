import { describe, expect, test } from "@jest/globals";
import { splitRequestTarget, type Endpoint, type EndpointSegment, type Policy } from "@authz/model";
import fc from "fast-check";
import { createMatcher, type MatchedRequest } from "./match.ts";

const texts = ["a", "b", "A", "admin", "%", "ſ", "K", "k", "__proto__"];

function endpointOf(method: string, path: string): Endpoint {
  const segments = path === "/" ? [] : path.slice(1).split("/").map(segmentOf);
  return { method, segments, target: "public", origin: { source: path, line: 1, column: 1 } };
}

function segmentOf(text: string): EndpointSegment {
  const [, name, rest] = /^\{(\w+)(\.\.\.)?\}$/.exec(text) ?? [];
  if (name === undefined) return { kind: "literal", text };
  return { kind: rest === undefined ? "parameter" : "rest", name };
}

function matcherOf(endpoints: readonly Endpoint[]): ReturnType<typeof createMatcher> {
  return createMatcher({ endpoints } as unknown as Policy);
}

type Same = (declared: string, asked: string) => boolean;

/** As the language says it, over all endpoints. */
function naive(
  endpoints: readonly Endpoint[],
  method: string,
  segments: readonly string[],
  same: Same = (declared, asked) => declared === asked,
): Endpoint | undefined {
  const kinds = { literal: "0", parameter: "1", rest: "2" } as const;
  const rank = (endpoint: Endpoint): string =>
    endpoint.segments.map(({ kind }) => kinds[kind]).join("") + (endpoint.method === "*" ? "4" : "3");
  const fits = endpoints.filter((endpoint) => {
    if (endpoint.method !== "*" && endpoint.method !== (method === "HEAD" ? "GET" : method)) return false;
    const last = endpoint.segments.at(-1);
    if (
      last?.kind === "rest" ? segments.length < endpoint.segments.length : segments.length !== endpoint.segments.length
    )
      return false;
    return endpoint.segments.every(
      (segment, index) => segment.kind !== "literal" || same(segment.text, segments[index] ?? ""),
    );
  });
  return fits.toSorted((left, right) => (rank(left) < rank(right) ? -1 : 1))[0];
}

const segment = fc.oneof(
  fc.constantFrom(...texts).map((text): EndpointSegment => ({ kind: "literal", text })),
  fc.constantFrom("x", "y").map((name): EndpointSegment => ({ kind: "parameter", name })),
);
const endpoint = fc
  .record({
    method: fc.constantFrom("GET", "POST", "*"),
    segments: fc.array(segment, { maxLength: 4 }),
    rest: fc.boolean(),
  })
  .map(({ method, segments, rest }): Endpoint => ({
    method,
    segments: rest ? [...segments, { kind: "rest", name: "r" }] : segments,
    target: "public",
    origin: { source: "p.authz", line: 1, column: 1 },
  }));
/** Two that are equal but for names are an error in a policy. */
const endpoints = fc.uniqueArray(endpoint, {
  maxLength: 12,
  selector: ({ method, segments }) =>
    JSON.stringify([method, segments.map((part) => (part.kind === "literal" ? `=${part.text}` : part.kind))]),
});
const path = fc.array(fc.constantFrom(...texts, "c"), { maxLength: 5 });
const method = fc.constantFrom("GET", "HEAD", "POST", "PUT");

describe("matching", () => {
  test("finds what the naive matcher finds, in whatever order endpoints are declared", () => {
    fc.assert(
      fc.property(endpoints, method, path, (declared, asked, segments) => {
        const target = `/${segments.map(encodeURIComponent).join("/")}`;
        const expected = naive(declared, asked, segments);
        const kind: MatchedRequest = expected === undefined ? { kind: "none" } : { kind: "public", endpoint: expected };
        for (const order of [declared, declared.toReversed()])
          expect(matcherOf(order)({ method: asked, path: target })).toEqual(kind);
      }),
      { numRuns: 1_000 },
    );
  });

  test("of any case finds the one endpoint that a router without regard to case can take, or rejects", () => {
    const router: Same = (declared, asked) => new RegExp(`^${declared.replaceAll(/\W/g, "\\$&")}$`, "i").test(asked);
    fc.assert(
      fc.property(endpoints, method, path, (declared, asked, segments) => {
        const found = matcherOf(declared)({
          method: asked,
          path: `/${segments.map(encodeURIComponent).join("/")}`,
          anyCase: true,
        });
        if (found.kind !== "public") return;
        expect(found.endpoint).toBe(naive(declared, asked, segments));
        for (const order of [declared, declared.toReversed()])
          expect(found.endpoint).toBe(naive(order, asked, segments, router));
      }),
      { numRuns: 2_000 },
    );
  });

  test.each<[readonly string[], string, string]>([
    [["/admin", "/{any}"], "/Admin", "rejected"],
    [["/admin", "/{any}"], "/admin", "/admin"],
    [["/admin", "/{any}"], "/other", "/{any}"],
    [["/admin", "/Admin"], "/admin", "rejected"],
    [["/task/{id}", "/{any...}"], "/TAS\u212a/1", "rejected"],
    [["/admin"], "/ADMIN", "none"],
  ])("of any case, %j answers %s: %s", (paths, target, expected) => {
    const found = matcherOf(paths.map((text) => endpointOf("GET", text)))({
      method: "GET",
      path: target,
      anyCase: true,
    });
    expect(found.kind === "public" ? found.endpoint.origin.source : found.kind).toBe(expected);
  });

  test("takes a time that does not grow with the number of endpoints", () => {
    const many = Array.from({ length: 10_000 }, (_, index) => endpointOf("GET", `/r${index}/{a}/x/{b}`));
    const matcher = matcherOf(many);
    const segments = `/r77${"/abcdefghijklmnop".repeat(480)}`;
    const started = performance.now();
    for (let round = 0; round < 200; round++) matcher({ method: "GET", path: segments });
    expect((performance.now() - started) / 200).toBeLessThan(5);
  });

  test("goes no deeper into a path than the deepest endpoint", () => {
    const matcher = matcherOf([endpointOf("GET", "/{a}/{b...}")]);
    expect(matcher({ method: "GET", path: "/a".repeat(50_000) }).kind).toBe("public");
    expect(splitRequestTarget("/a".repeat(50_000))).toHaveProperty("segments.length", 50_000);
  });
});

test.each([
  undefined,
  null,
  "GET /a",
  1,
  [],
  {},
  { method: "GET" },
  { method: 1, path: "/a" },
  { method: "GET", path: null },
])("what is no HTTP request is rejected and does not throw: %p", (request) => {
  const matcher = matcherOf([endpointOf("GET", "/a")]);
  expect(matcher(request as never)).toEqual({ kind: "rejected", problem: "no text" });
});
