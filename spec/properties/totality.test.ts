import { expect, test } from "@jest/globals";
import { parsePolicy, type PolicyFile } from "@authz/dsl";
import { compile, evaluateBody, parseFacts, readRequest, type HttpRequest } from "@authz/engine";
import fc from "fast-check";
import { engineOf, fewerRuns, numRuns, policyOf } from "./engines.ts";
import { facts, requests } from "./facts.ts";
import { hostileObjects, hostileValues } from "./hostile.ts";
import { policies } from "./policies.ts";
import { renderPolicy } from "./render.ts";

const policyText = policies().map(renderPolicy);

/** A small policy whose every line can be reached. */
const engine = fc.sample(
  policies().chain((policy) => facts(policy).map((data) => engineOf(policy, data))),
  { numRuns: 1, seed: 1 },
)[0];

const hostileRequests = fc.oneof(
  hostileObjects(["subject", "action", "resource", "context"]),
  fc
    .tuple(
      requests(),
      fc.constantFrom("subject", "action", "resource", "context"),
      hostileObjects(["type", "id", "name", "properties", "token", "time", "active_roles"]),
    )
    .map(([request, member, value]) => ({ ...request, [member]: value })),
  fc
    .tuple(
      requests(),
      fc.constantFrom("subject", "action", "resource"),
      hostileObjects(["title", "size", "owner", "reviewers", "roles", "groups", "parent", "soft", "level"]),
    )
    .map(([request, member, properties]) => ({
      ...request,
      [member]: { ...request[member as "subject"], properties },
    })),
);

test("whatever is asked, check answers with a decision and never throws", () => {
  fc.assert(
    fc.property(hostileRequests, (request) => {
      const decision = engine?.check(request, { explain: true });
      expect(decision?.decision).toBe(decision?.code === "granted");
      expect(engine?.allows(request)).toEqual(expect.any(Boolean));
      expect(engine?.checkAll([request, request])).toHaveLength(2);
      const { request: read, problem } = readRequest(request);
      expect((read === undefined) === (typeof problem === "string")).toBe(true);
    }),
    { numRuns: numRuns * 5 },
  );
});

test("whatever body comes, evaluateBody answers or says why not, and never throws", () => {
  const bodies = fc.oneof(
    hostileObjects(["subject", "action", "resource", "context", "evaluations", "options"]),
    fc.array(hostileRequests, { maxLength: 3 }).map((evaluations) => ({ evaluations })),
    fc.tuple(requests(), hostileValues()).map(([request, options]) => ({ ...request, evaluations: [{}], options })),
  );
  fc.assert(
    fc.property(bodies, (body) => {
      if (engine === undefined) throw new Error("no engine");
      const { response, error } = evaluateBody(engine, body);
      expect((response === undefined) === (error?.status === 400)).toBe(true);
    }),
    { numRuns: numRuns * 3 },
  );
});

test("whatever HTTP request comes, match never throws", () => {
  fc.assert(
    fc.property(hostileObjects(["method", "path"]), (request) => {
      expect(engine?.match(request as HttpRequest)).toBeUndefined();
    }),
    { numRuns: numRuns * 3 },
  );
});

test("whatever facts come, parseFacts reads them or says what is wrong, and never throws", () => {
  const data = fc.oneof(
    hostileObjects(["entities", "assignments"]),
    fc.array(hostileObjects(["type", "id", "properties", "groups", "parent"])).map((entities) => ({ entities })),
    fc.array(hostileObjects(["subject", "role", "resource", "notAfter"])).map((assignments) => ({ assignments })),
  );
  const policy = policyOf(["subject User\nresource Doc { size: number role viewer action read }"]);
  fc.assert(
    fc.property(data, (hostile) => {
      const { facts: read, diagnostics } = parseFacts(policy, hostile);
      expect(read === undefined).toBe(diagnostics.some(({ severity }) => severity === "error"));
    }),
    { numRuns: numRuns * 5 },
  );
});

test("whatever files come, parsePolicy never throws", () => {
  const files = fc.oneof(
    hostileValues(),
    fc.array(hostileObjects(["name", "text"]), { maxLength: 3 }),
    fc.array(fc.record({ name: hostileValues(), text: hostileValues(policyText) }), { maxLength: 3 }),
  );
  fc.assert(
    fc.property(files, (hostile) => {
      const { policy, diagnostics } = parsePolicy(hostile as readonly PolicyFile[]);
      expect(policy === undefined).toBe(diagnostics.some(({ severity }) => severity === "error"));
    }),
    { numRuns: numRuns * 3 },
  );
});

/** Cuts a piece out of the text and puts another in its place. */
interface Edit {
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

const words = ["but not", "(", ")", "{", "}", "if", "includes", '"', ".", ",", ":", "?", "deny", "parent", "role", "`"];

const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.record({
    at: fc.nat(4000),
    length: fc.nat(12),
    text: fc.oneof(fc.constant(""), fc.constantFrom(...words), fc.string({ unit: "binary", maxLength: 4 })),
  }),
  { minLength: 1, maxLength: 4 },
);

test("a policy with mistakes is reported or compiles, and what compiles answers", () => {
  fc.assert(
    fc.property(policyText, edits, requests(), (text, changes, request) => {
      const changed = changes.reduce((before, { at, length, text: put }) => {
        const start = at % (before.length + 1);
        return before.slice(0, start) + put + before.slice(start + length);
      }, text);
      const { policy, diagnostics } = parsePolicy([{ name: "policy.authz", text: changed }]);
      expect(policy === undefined).toBe(diagnostics.some(({ severity }) => severity === "error"));
      if (policy !== undefined) expect(compile(policy).check(request).policy).toBe(policy.version);
    }),
    { numRuns: fewerRuns * 4 },
  );
});
