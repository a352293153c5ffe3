import { expect, test } from "@jest/globals";
import { parsePolicy, type PolicyFile } from "@authz/dsl";
import { compile, evaluateBody, parseFacts, readRequest, type Engine } from "@authz/engine";
import fc from "fast-check";
import type { FactsDraft, PolicyDraft, Properties } from "./draft.ts";
import { engineOf, fewerRuns, numRuns, policyOf } from "./engines.ts";
import { facts, requests } from "./facts.ts";
import { hostileList, hostileObject, hostileValue, make, type Recipe } from "./hostile.ts";
import { policies } from "./policies.ts";
import { renderPolicy } from "./render.ts";

const policyText = policies().map(renderPolicy);

/** One policy with its facts, so that the time goes to the requests. */
const engine: Engine = engineOf(...someCase());

function someCase(): readonly [PolicyDraft, FactsDraft] {
  const drafts = policies().chain((policy) => fc.tuple(fc.constant(policy), facts(policy)));
  const [sample] = fc.sample(drafts, { numRuns: 1, seed: 1 });
  if (sample === undefined) throw new Error("fast-check gave no sample");
  return sample;
}

const ofRequests = ["subject", "action", "resource", "context"];
const ofEntities = ["type", "id", "name", "properties", "token", "time", "ip", "active_roles"];
const ofProperties = [
  "title",
  "size",
  "owner",
  "reviewers",
  "tags",
  "due",
  "roles",
  "groups",
  "parent",
  "soft",
  "level",
];

const hostileProperties = hostileObject(ofProperties);

const hostileRequest: fc.Arbitrary<Recipe> = fc.oneof(
  hostileObject(ofRequests, hostileObject(ofEntities, fc.oneof(hostileValue, hostileProperties))),
  fc
    .tuple(requests(), fc.constantFrom(...ofRequests), hostileObject(ofEntities))
    .map(([request, member, value]) => objectOf({ ...request }, [[member, value]])),
  fc.tuple(requests(), hostileProperties, hostileProperties).map(([request, one, other]) =>
    objectOf({ ...request }, [
      ["subject", objectOf({ ...request.subject }, [["properties", one]])],
      ["resource", objectOf({ ...request.resource }, [["properties", other]])],
    ]),
  ),
);

/** An object that is as it should be, but for these members. */
function objectOf(held: Properties, changed: readonly (readonly [string, Recipe])[]): Recipe {
  const others = Object.entries(held).map(([name, value]): readonly [string, Recipe] => [
    name,
    { kind: "plain", value },
  ]);
  return { kind: "object", members: [...others, ...changed] };
}

test("whatever is asked, check answers with a decision and never throws", () => {
  fc.assert(
    fc.property(hostileRequest, (recipe) => {
      const { decision, code } = engine.check(make(recipe), { explain: true });
      expect(decision).toBe(code === "granted");
      expect(engine.allows(make(recipe))).toBe(decision);
      expect(engine.checkAll([make(recipe), make(recipe)]).map((each) => each.code)).toEqual([code, code]);
      const { request, problem } = readRequest(make(recipe));
      expect((request === undefined) === (typeof problem === "string")).toBe(true);
    }),
    { numRuns: numRuns * 5 },
  );
});

test("whatever body comes, evaluateBody answers or says why not, and never throws", () => {
  const items = hostileObject(["evaluations"], hostileList(hostileRequest));
  const options = fc.tuple(requests(), hostileObject(["evaluations_semantic"]), hostileList(hostileRequest));
  const bodies = fc.oneof(
    hostileRequest,
    items,
    options.map(([request, chosen, evaluations]) =>
      objectOf({ ...request }, [
        ["options", chosen],
        ["evaluations", evaluations],
      ]),
    ),
  );
  fc.assert(
    fc.property(bodies, (recipe) => {
      const { response, error } = evaluateBody(engine, make(recipe));
      expect((response === undefined) === (error?.status === 400)).toBe(true);
    }),
    { numRuns: numRuns * 5 },
  );
});

test("whatever HTTP request comes, match never throws", () => {
  const asked = fc.oneof(
    fc.record({ method: fc.string(), path: fc.string() }),
    fc.webUrl().map((path) => ({ method: "GET", path })),
  );
  fc.assert(
    fc.property(asked, (request) => {
      expect(engine.match(request)).toBeUndefined();
    }),
    { numRuns: numRuns * 3 },
  );
});

test("whatever JSON comes as facts, parseFacts reads it or says what is wrong, and never throws", () => {
  const text = fc.constantFrom("User", "Doc", "ana", "viewer", "*", "");
  const reference = fc.dictionary(fc.constantFrom("type", "id", "role"), text);
  const value = fc.oneof(fc.jsonValue(), text, reference, fc.array(reference));
  const objectsWith = (...members: string[]) => fc.array(fc.dictionary(fc.constantFrom(...members), value));
  const data = fc.oneof(
    fc.jsonValue(),
    fc.record({ entities: value, assignments: value }),
    fc.record({
      entities: objectsWith("type", "id", "properties", "groups", "parent"),
      assignments: objectsWith("subject", "role", "resource", "notAfter"),
    }),
  );
  const policy = policyOf(["subject User\nresource Doc { size: number role viewer action read }"]);
  fc.assert(
    fc.property(data, (json) => {
      const { facts: read, diagnostics } = parseFacts(policy, json);
      expect(read === undefined).toBe(diagnostics.some(({ severity }) => severity === "error"));
    }),
    { numRuns: numRuns * 5 },
  );
});

test("whatever files come, parsePolicy never throws", () => {
  const text = policyText.map((value): Recipe => ({ kind: "plain", value }));
  const file = hostileObject(["name", "text"], fc.oneof(hostileValue, text));
  fc.assert(
    fc.property(fc.oneof(file, hostileList(file)), (recipe) => {
      const { policy, diagnostics } = parsePolicy(make(recipe) as readonly PolicyFile[]);
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
