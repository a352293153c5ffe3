import { describe, expect, test } from "@jest/globals";
import { compile, evaluateBody, parseFacts, readRequest, type Policy } from "@authz/engine";
import {
  evaluationsSchema,
  factLineSchema,
  factsSchema,
  requestSchema,
  type JsonSchema,
} from "@authz/engine/json-schema";
import { loadPolicy } from "@authz/engine/node";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fewerRuns, numRuns, policyOf } from "./engines.ts";
import { facts, requests } from "./facts.ts";
import { mutated } from "./mutations.ts";
import { policies } from "./policies.ts";
import { renderPolicy } from "./render.ts";

/** As strict as ajv is: a keyword that is none, or is out of place, fails. Types may stand apart from what they belong to. */
function validatorOf(schema: JsonSchema): (data: unknown) => boolean {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, ownProperties: true });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  return (data) => validate(data);
}

function factsValidator(policy: Policy): (data: unknown) => boolean {
  return validatorOf(factsSchema(policy));
}

/** But for what no schema can say. */
function parses(policy: Policy, data: unknown): boolean {
  const { diagnostics } = parseFacts(policy, data);
  return diagnostics.every(({ code, severity }) => severity !== "error" || code === "facts/duplicate-entity");
}

/** Everything that a declaration can say, with names that JSON spells otherwise and names that objects have anyway. */
const everything = policyOf([
  `
/// People.
subject User as "identity" { level?: number  constructor?: string }
subject Service
group Team as "a/b~c%" of User, Team
group Board of User { since: time }
/// The boss.
role boss as "the \\"boss\\""
role helper for Service, all User, Place.\`member\`
context { ip?: ip  window: duration = 15m }
token { tenant?: string as "https://acme.example/tenant"  claims?: set of number }
resource Place in Place {
  role member, toString for User, Team
  role guest for all User, all Service, Place.member, Place.toString
  action enter { at?: time  how: "on foot" | "by car" }
  allow member, guest to enter
}
resource Thing as "thing" in Place, Thing {
  address: { street: string  zip?: string as "z-i-p"  country: string = "DE"  geo: { lat: number } }
  lasts: duration = 7d
  from: ip
  peers: set of ip
  due: time
  owner: User | Service
  watchers: set of set of User
  hasOwnProperty?: boolean
  role keeper as "Keeper"
  role viewer for User, all User, Team, Place.guest
  action use as "can_use", drop { now: boolean }
  allow keeper, viewer to use, drop
}
resource Free { action look  allow anyone to look }
never boss to look on Free
`,
]);

const ana = { type: "identity", id: "ana" };
const team = { type: "a/b~c%", id: "t" };
const place = { type: "Place", id: "p" };
const thingProperties = {
  address: { street: "Main", "z-i-p": "1", geo: { lat: 1.5 } },
  lasts: "15m",
  from: "10.0.0.0/8",
  peers: ["::1", "192.0.2.1"],
  due: "2026-02-28T23:59:59.5+01:00",
  owner: ana,
  watchers: [[ana], []],
  hasOwnProperty: true,
};
const everyFact: { readonly entities: readonly object[]; readonly assignments: readonly object[] } = {
  entities: [
    { ...ana, properties: { level: 3, constructor: "x" }, groups: [team, { type: "Board", id: "b" }] },
    { type: "Service", id: "s" },
    { ...team, groups: team },
    { type: "Board", id: "b", properties: { since: "2026-01-01T00:00:00Z" } },
    { ...place, parent: place },
    { type: "thing", id: "t", parent: [place, { type: "thing", id: "t2" }], properties: thingProperties },
    { type: "Free", id: "", properties: {}, groups: [], parent: [] },
  ],
  assignments: [
    { subject: ana, role: 'the "boss"' },
    { subject: { type: "identity", id: "*" }, role: "helper" },
    { subject: { ...place, role: "member" }, role: "helper", notBefore: "2026-01-01T00:00:00Z" },
    { subject: team, role: "toString", resource: place },
    { subject: { type: "Service", id: "*" }, role: "guest", resource: place, notAfter: "2026-01-01T00:00:00Z" },
    { subject: { ...place, role: "toString" }, role: "guest", resource: place },
    { subject: ana, role: "Keeper", resource: { type: "thing", id: "t" } },
    { subject: { ...place, role: "guest" }, role: "viewer", resource: { type: "thing", id: "t" } },
  ],
};
const everyRequest = {
  subject: { ...ana, properties: { level: 1, roles: ['the "boss"', "unknown"], groups: [team], surplus: 1 } },
  action: { name: "drop", properties: { now: true } },
  resource: { type: "thing", id: "t", properties: { ...thingProperties, parent: place } },
  context: {
    ip: "192.0.2.1",
    window: "30s",
    time: "2026-06-01T12:00:00Z",
    active_roles: ["helper"],
    token: {
      scope: "a b",
      aud: "api",
      amr: ["mfa"],
      auth_time: 1_767_225_600,
      act: { sub: "s" },
      "https://acme.example/tenant": "acme",
      claims: [1, 2],
    },
  },
};
const otherRequest = {
  subject: { type: "anonymous" },
  action: { name: "enter", properties: { how: "on foot", at: "2026-06-01T12:00:00Z" } },
  resource: { ...place, properties: { parent: [place] } },
};
const batch = {
  ...everyRequest,
  evaluations: [{}, { action: { name: "can_use" } }, otherRequest, { resource: { type: "thing", id: "t2" } }],
  options: { evaluations_semantic: "execute_all" },
};

/** Well-formed values for the wrong places, and others. */
const values: readonly unknown[] = [
  null,
  true,
  0,
  1e300,
  "",
  "*",
  "x",
  "anonymous",
  "User",
  "toString",
  "Place",
  "a/b~c%",
  "2026-02-30T00:00:00Z",
  "15",
  "::g",
  [],
  [null],
  {},
  { type: "User", id: "u0" },
  { ...place, role: "nobody" },
  { ...place, id: "*" },
];

describe("facts", () => {
  test("generated facts fit the schema of their policy, as they fit the reader", () => {
    const cases = policies().chain((policy) => fc.tuple(fc.constant(policy), facts(policy)));
    fc.assert(
      fc.property(cases, ([draft, data]) => {
        const policy = policyOf([renderPolicy(draft)]);
        expect([parses(policy, data), factsValidator(policy)(data)]).toEqual([true, true]);
      }),
      { numRuns: fewerRuns },
    );
  });

  test("schema and reader accept and refuse the same mutations of generated facts", () => {
    const cases = policies().chain((policy) =>
      fc.tuple(fc.constant(policy), fc.array(mutated(facts(policy), values), { minLength: 20, maxLength: 20 })),
    );
    let refused = 0;
    fc.assert(
      fc.property(cases, ([draft, mutations]) => {
        const policy = policyOf([renderPolicy(draft)]);
        const accepts = factsValidator(policy);
        for (const data of mutations) {
          const parsed = parses(policy, data);
          if (!parsed) refused++;
          expect({ data, accepted: accepts(data) }).toEqual({ data, accepted: parsed });
        }
      }),
      { numRuns: fewerRuns },
    );
    expect(refused).toBeGreaterThan(fewerRuns);
  });

  test("schema and reader accept and refuse the same mutations of facts of every kind", () => {
    const accepts = factsValidator(everything);
    expect([parses(everything, everyFact), accepts(everyFact)]).toEqual([true, true]);
    fc.assert(
      fc.property(mutated(mutated(fc.constant(everyFact), values), values), (data) => {
        expect({ data, accepted: accepts(data) }).toEqual({ data, accepted: parses(everything, data) });
      }),
      { numRuns: numRuns * 50 },
    );
  });

  test("a line fits the schema of lines where it fits in facts", () => {
    const accepts = validatorOf(factLineSchema(everything));
    const lines = [...everyFact.entities, ...everyFact.assignments];
    expect(lines.filter((line) => !accepts(line))).toEqual([]);
    fc.assert(
      fc.property(mutated(fc.constantFrom(...lines), values), (line) => {
        const isAssignment =
          typeof line === "object" && line !== null && (Object.hasOwn(line, "subject") || Object.hasOwn(line, "role"));
        const data = isAssignment ? { assignments: [line] } : { entities: [line] };
        expect({ line, accepted: accepts(line) }).toEqual({ line, accepted: parses(everything, data) });
      }),
      { numRuns: numRuns * 20 },
    );
  });

  const examples = new URL("../../policies-examples/", import.meta.url);
  const withFacts = readdirSync(examples).filter((name) => existsSync(new URL(`${name}/facts.json`, examples)));
  test.each(withFacts)("the facts of the example %s fit", async (name) => {
    const policy = await loadPolicy(new URL(`${name}/policy`, examples).pathname);
    const data: unknown = JSON.parse(readFileSync(new URL(`${name}/facts.json`, examples), "utf8"));
    expect(factsValidator(policy)(data)).toBe(true);
  });
});

describe("requests", () => {
  const engine = compile(everything);
  const accepts = validatorOf(requestSchema(everything));

  test("whatever fits the schema is never invalid_request", () => {
    expect([accepts(everyRequest), accepts(otherRequest)]).toEqual([true, true]);
    const data = fc.constantFrom<unknown>(everyRequest, otherRequest);
    fc.assert(
      fc.property(mutated(mutated(data, values), values), (request) => {
        if (accepts(request)) expect(engine.check(request).code).not.toBe("invalid_request");
      }),
      { numRuns: numRuns * 50 },
    );
  });

  test("what does not fit is invalid_request, or names what is not there, or its scope is no string", () => {
    const data = fc.constantFrom<unknown>(everyRequest, otherRequest);
    const types = new Set(everything.types.filter(({ subject }) => subject).map(({ wire }) => wire));
    fc.assert(
      fc.property(mutated(data, values), (request) => {
        if (accepts(request) || engine.check(request).code === "invalid_request") return;
        const read = readRequest(request).request;
        const token = (read?.context as { readonly token?: { readonly scope?: unknown } } | undefined)?.token;
        const target = everything.types.find(({ wire }) => wire === read?.resource.type)?.resource;
        const isKnown = read?.subject.type === "anonymous" || types.has(read?.subject.type ?? "");
        const isAction = target?.actions.some(({ wire }) => wire === read?.action.name) === true;
        const excused = !isKnown || !isAction || (token?.scope !== undefined && typeof token.scope !== "string");
        expect({ request, excused }).toEqual({ request, excused: true });
      }),
      { numRuns: numRuns * 50 },
    );
  });

  test("generated requests fit the schema of generated policies", () => {
    fc.assert(
      fc.property(policies(), fc.array(requests(), { minLength: 5 }), (draft, asked) => {
        const policy = policyOf([renderPolicy(draft)]);
        const fits = validatorOf(requestSchema(policy));
        expect(asked.filter((request) => !fits(request))).toEqual([]);
      }),
      { numRuns: fewerRuns },
    );
  });

  test("whatever fits the schema of a batch is answered, and no item is invalid_request or no request", () => {
    const fits = validatorOf(evaluationsSchema(everything));
    expect([fits(batch), fits(everyRequest), fits({ ...everyRequest, evaluations: [] })]).toEqual([true, true, true]);
    const data = fc.constantFrom<unknown>(batch, everyRequest);
    fc.assert(
      fc.property(mutated(mutated(data, values), values), (body) => {
        if (!fits(body)) return;
        const { response } = evaluateBody(engine, body);
        const answers = response === undefined ? [] : "evaluations" in response ? response.evaluations : [response];
        const codes = answers.map(({ context }) => ("error" in context ? "no request" : context.code));
        expect(codes).not.toHaveLength(0);
        expect(codes).not.toContain("no request");
        expect(codes).not.toContain("invalid_request");
      }),
      { numRuns: numRuns * 50 },
    );
  });
});
