import { compile } from "@authz/engine";
import { annotateDescription, checkDescription, createPolicyText, readDescription } from "@authz/openapi";
import { lintPolicy } from "@authz/dsl/lint";
import { formatPolicyFile } from "@authz/dsl/format";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { differences, mustParse, plantDifferences } from "./openapi-differences.ts";
import { isAllowed } from "./openapi-sets.ts";
import { declaredScopes, description, satisfies, writeDescription } from "./properties/descriptions.ts";

const runs = { numRuns: 100 };

async function read(text: string) {
  const { value, diagnostics, places } = await readDescription({ name: "api.yaml", text });
  if (value === undefined) throw new Error(JSON.stringify(diagnostics));
  return { value, diagnostics, places };
}

const credentials = fc.oneof(
  fc.constant({}),
  fc.constant({ key: [] }),
  fc.constant({ cert: [] }),
  fc.subarray(declaredScopes).map((oauth) => ({ oauth })),
);

test("a policy that is made from a description decides by OpenAPI's own rule", async () => {
  const property = fc.asyncProperty(description, fc.array(credentials, { maxLength: 8 }), async (written, shown) => {
    const { value } = await read(writeDescription(written));
    const engine = compile(mustParse(createPolicyText(value)));
    for (const operation of written.operations) {
      for (const one of shown) {
        const request = { method: operation.method.toUpperCase(), path: operation.path, credentials: one };
        const wanted = satisfies(one, operation, written.security);
        expect([request, isAllowed({ request }, value, engine)]).toEqual([request, wanted]);
      }
    }
  });
  await fc.assert(property, runs);
});

test("it agrees with the description, is in canonical form, and only what people have to decide is left to say", async () => {
  const property = fc.asyncProperty(description, async (written) => {
    const { value, diagnostics } = await read(writeDescription(written));
    const text = createPolicyText(value);
    const sources = [{ name: "policy.authz", text }];
    expect(diagnostics).toEqual([]);
    expect(checkDescription(value, { policy: mustParse(text), sources })).toEqual([]);
    expect(formatPolicyFile({ name: "policy.authz", text }).text).toBe(text);
    const said = lintPolicy(sources).findings.map(({ code }) => code);
    expect(said.filter((code) => !forPeople.has(code))).toEqual([]);
  });
  await fc.assert(property, runs);
});

/** What is public and changes something; that keys go where tokens do not, and tokens where no scope is asked for. */
const forPeople: ReadonlySet<string> = new Set([
  "lint/public-endpoint-writes",
  "lint/uncovered-action",
  "lint/unscoped-write",
]);

test("a description without security, annotated from a policy, agrees with it", async () => {
  const property = fc.asyncProperty(description, async (written) => {
    const { value } = await read(writeDescription(written));
    const text = createPolicyText(value);
    const policy = mustParse(text);
    const bare = { ...written, security: undefined, operations: written.operations.map(withoutSecurity) };
    const annotated = annotateDescription(await read(writeDescription(bare)), policy, { scheme: "oauth" });
    const [source] = annotated.sources;
    const again = await read(source?.text ?? "");
    expect(again.diagnostics).toEqual([]);
    const said = checkDescription(again.value, { policy, sources: [{ name: "policy.authz", text }] });
    // Where only keys are taken there are no scopes to write, and that is said.
    const unwritten = new Set(annotated.diagnostics.map(({ code }) => code));
    if (!unwritten.has("openapi/no-scheme")) expect(said).toEqual([]);
    expect(said.every(({ code }) => code === "openapi/public-in-description")).toBe(true);
    const repeated = annotateDescription(again, policy, { scheme: "oauth" });
    expect(repeated.sources[0]?.text).toBe(source?.text);
  });
  await fc.assert(property, runs);
});

function withoutSecurity<T extends object>(operation: T): T & { readonly security: undefined } {
  return { ...operation, security: undefined };
}

test("each planted difference is found, where it is, and nothing else is said", async () => {
  const text = `openapi: 3.0.3
info: { title: Notes, version: "1" }
security:
  - oauth: ["notes:read"]
paths:
  /health:
    get: { security: [], responses: {} }
  /notes/{id}:
    get:
      security:
        - oauth: ["notes:read"]
        - key: []
      responses: {}
    put:
      security:
        - oauth: ["notes:read", "notes:write"]
      responses: {}
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: x-key }
    oauth:
      type: oauth2
      flows:
        authorizationCode:
          authorizationUrl: https://id.example/
          tokenUrl: https://id.example/
          scopes: { "notes:read": Read, "notes:write": Write }
`;
  const { value } = await read(text);
  const agreeing = { text, description: value, policyText: createPolicyText(value) };
  expect(await differences(agreeing)).toEqual([]);
  const planted = plantDifferences(agreeing);
  expect(planted.length).toBe(12);
  for (const one of planted) expect([one.id, await differences(one)]).toEqual([one.id, [one.code]]);
});
