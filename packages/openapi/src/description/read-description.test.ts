import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { openapiLimits } from "../limits.ts";
import { createPolicyText } from "../init/policy-text.ts";
import { readFiles, said, withPaths } from "../testing/read-files.ts";
import { isPublic } from "./description.ts";

describe("security", () => {
  test.each([
    ["absent, and none for the document", "", "", "public"],
    ["an empty list", "security: [], ", "", "public"],
    ["an empty alternative", "security: [{}], ", "", "public"],
    ["an empty alternative among others", "security: [{}, { oauth: [a] }], ", "", "public"],
    ["the document's", "", "security: [{ oauth: [a] }]\n", "a"],
    ["its own, whatever the document's", "security: [{ oauth: [b] }], ", "security: [{ oauth: [a] }]\n", "b"],
    ["none, though the document has one", "security: [], ", "security: [{ oauth: [a] }]\n", "public"],
    ["all of an alternative", "security: [{ oauth: [a, b], key: [] }], ", "", "a+b"],
    ["alternatives", "security: [{ oauth: [a] }, { key: [] }], ", "", "a|"],
  ])("%s", async (_, own, whole, wanted) => {
    const read = await readFiles({ "api.yaml": withPaths(`  /x: { get: { ${own}responses: {} } }`, whole) });
    expect(said(read)).toEqual([]);
    const security = read.value!.operations[0]!.security;
    const shown = security.alternatives.map(({ schemes }) => schemes.flatMap(({ scopes }) => scopes).join("+"));
    expect(isPublic(security) ? "public" : shown.join("|")).toBe(wanted);
  });

  test.each([
    ["security: 1", "openapi/unexpected-shape"],
    ["security: [1]", "openapi/unexpected-shape"],
    ["security: [{ oauth: a }]", "openapi/unexpected-shape"],
    ["security: [{ oauth: [1] }]", "openapi/unexpected-shape"],
    ["security: [{ nobody: [] }]", "openapi/unknown-scheme"],
    ["security: [{ oauth: [a b] }]", "openapi/invalid-scope"],
    ["security: null", "openapi/unexpected-shape"],
  ])("%s makes nothing public", async (written, code) => {
    const read = await readFiles({ "api.yaml": withPaths(`  /x: { get: { ${written}, responses: {} } }`) });
    expect(said(read)).toEqual([expect.stringMatching(new RegExp(`^${code} api.yaml:4:`))]);
    expect(isPublic(read.value!.operations[0]!.security)).toBe(false);
    expect(createPolicyText(read.value!)).not.toContain("public");
    expect(createPolicyText(read.value!)).not.toContain("allow");
  });
});

describe("references", () => {
  const note = "get: { security: [{ oauth: [a] }], responses: {} }\n";

  test("a path and a scheme in other files, and what they refer to from there", async () => {
    const read = await readFiles({
      "api/openapi.yaml": `openapi: 3.0.3
paths:
  /notes: { $ref: "paths/notes.yaml" }
  /tags: { $ref: "paths/all%20others.yaml#/tags~1all" }
components:
  securitySchemes:
    oauth: { $ref: "../shared/schemes.json#/oauth" }
`,
      "api/paths/notes.yaml": note,
      "api/paths/all others.yaml": `tags/all: { $ref: "notes.yaml#" }\n`,
      "shared/schemes.json":
        '{ "oauth": { "type": "oauth2", "flows": { "clientCredentials": { "scopes": { "a": "" } } } } }',
    });
    expect(said(read)).toEqual([]);
    expect(read.value?.operations.map(({ name, location }) => [name, location.source])).toEqual([
      ["GET /notes", "api/paths/notes.yaml"],
      ["GET /tags", "api/paths/notes.yaml"],
    ]);
    expect(read.value?.schemes.get("oauth")?.kind).toBe("machine");
  });

  test.each([
    ["https://evil.example/x.yaml", "openapi/remote-reference"],
    ["//evil.example/x.yaml", "openapi/remote-reference"],
    ["file:///etc/passwd", "openapi/remote-reference"],
    ["/etc/passwd", "openapi/remote-reference"],
    ["../../etc/passwd", "openapi/remote-reference"],
    ["%2e%2e/%2e%2e/etc/passwd", "openapi/remote-reference"],
    ["..%2F..%2Fetc/passwd", "openapi/remote-reference"],
    ["x%2F..%2F..%2Fetc/passwd", "openapi/remote-reference"],
    ["x%5C..%5Cetc", "openapi/remote-reference"],
    ["x%00etc", "openapi/remote-reference"],
    ["missing.yaml", "openapi/unresolved-reference"],
    ["broken.yaml", "openapi/unresolved-reference"],
    ["#/paths/~1nothing", "openapi/unresolved-reference"],
    ["#/paths/~1x", "openapi/unresolved-reference"],
    ["#/openapi", "openapi/unresolved-reference"],
    ["loop.yaml", "openapi/unresolved-reference"],
    ["#/%zz", "openapi/unresolved-reference"],
  ])("%s is no way out", async (reference, code) => {
    const read = await readFiles({
      "api.yaml": withPaths(`  /x: { $ref: ${JSON.stringify(reference)} }`),
      "broken.yaml": "[",
      "loop.yaml": '$ref: "loop.yaml"\n',
    });
    expect(said(read)).toEqual([`${code} api.yaml:4:15`]);
    expect(read.value).toMatchObject({ operations: [], isWhole: false });
    expect(read.asked.every((path) => !path.includes("etc") && !path.includes("evil"))).toBe(true);
  });

  test.each([[5], [null], [["a"]], [{ a: 1 }]])("a reference that is %j", async (reference) => {
    const read = await readFiles({ "api.yaml": withPaths(`  /x: { $ref: ${JSON.stringify(reference)} }`) });
    expect(said(read)).toEqual(["openapi/unresolved-reference api.yaml:4:15"]);
  });

  test("those of schemas may lead anywhere, since nobody follows them", async () => {
    const schema = 'schema: { $ref: "https://evil.example/s.json" }';
    const read = await readFiles({ "api.yaml": withPaths(`  /x: { get: { ${schema}, responses: {} } }`) });
    expect(said(read)).toEqual([]);
  });

  test("schemas that contain themselves are harmless", async () => {
    const read = await readFiles({
      "api.yaml": withPaths(
        `  /x: &x { get: { responses: {}, again: *x, schema: { $ref: "#/paths/~1x" } }, patch: { responses: {} } }`,
      ),
    });
    expect(said(read)).toEqual([]);
    expect(read.value?.operations).toHaveLength(2);
  });

  test("only so many files are read", async () => {
    const files: Record<string, string> = {};
    const paths = Array.from({ length: openapiLimits.files + 10 }, (_, index) => {
      files[`p${index}.yaml`] = note;
      return `  /x${index}: { $ref: "p${index}.yaml" }`;
    });
    const read = await readFiles({ "api.yaml": withPaths(paths.join("\n")), ...files });
    expect(read.asked).toHaveLength(openapiLimits.files - 1);
    expect(read.diagnostics).toHaveLength(11);
  });
});

describe("hostile text", () => {
  test("a bomb of aliases does not go off", async () => {
    const levels = Array.from({ length: 40 }, (_, index) => {
      const item = index === 0 ? "x" : `*a${index - 1}`;
      return `x-${index}: &a${index} [${Array(10).fill(item).join(", ")}]`;
    });
    const read = await readFiles({
      "api.yaml": withPaths("  /x: { get: { responses: {} } }", `${levels.join("\n")}\n`),
    });
    expect(said(read)).toEqual([]);
    expect(read.value?.operations).toHaveLength(1);
  });

  test("nesting, at the limit and one past it", async () => {
    const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
    const at = await readFiles({ "api.yaml": withPaths("  /x: {}", `x-deep: ${nested(openapiLimits.nesting - 1)}\n`) });
    expect(said(at)).toEqual([]);
    const past = await readFiles({ "api.yaml": withPaths("  /x: {}", `x-deep: ${nested(openapiLimits.nesting)}\n`) });
    expect(said(past)).toEqual([`openapi/over-limit api.yaml:3:${"x-deep: ".length + openapiLimits.nesting}`]);
    const far = await readFiles({ "api.yaml": withPaths("  /x: {}", `x-deep: ${nested(100_000)}\n`) });
    expect(far.diagnostics.map(({ code }) => code)).toEqual(["openapi/over-limit"]);
  });

  test("length, at the limit and one past it", async () => {
    const text = withPaths("  /x: {}");
    const at = await readFiles({ "api.yaml": `${text}#${"x".repeat(openapiLimits.documentLength - text.length - 1)}` });
    expect(said(at)).toEqual([]);
    const past = await readFiles({ "api.yaml": `${text}#${"x".repeat(openapiLimits.documentLength - text.length)}` });
    expect(said(past)).toEqual(["openapi/over-limit api.yaml:1:1"]);
  });

  test("operations, at the limit and one past it", async () => {
    const paths = (count: number): string =>
      Array.from({ length: count }, (_, index) => `  /x${index}: { get: {} }`).join("\n");
    const at = await readFiles({ "api.yaml": withPaths(paths(openapiLimits.operations)) });
    expect(said(at)).toEqual([]);
    const past = await readFiles({ "api.yaml": withPaths(paths(openapiLimits.operations + 1)) });
    expect(past.diagnostics.map(({ code }) => code)).toEqual(["openapi/over-limit"]);
    expect(past.value).toMatchObject({ isWhole: false });
  });

  test("alternatives, at the limit and one past it", async () => {
    const listed = (count: number): string =>
      `  /x: { get: { security: [${Array(count).fill("{ key: [] }").join(", ")}] } }`;
    const at = await readFiles({ "api.yaml": withPaths(listed(openapiLimits.alternatives)) });
    expect(said(at)).toEqual([]);
    const past = await readFiles({ "api.yaml": withPaths(listed(openapiLimits.alternatives + 1)) });
    expect(past.diagnostics.map(({ code }) => code)).toEqual(["openapi/over-limit"]);
    expect(isPublic(past.value!.operations[0]!.security)).toBe(false);
  });

  test("`__proto__` and its like are names like others", async () => {
    const read = await readFiles({
      "api.yaml": `openapi: 3.1.0
paths:
  /__proto__/{constructor}:
    get: { operationId: __proto__, security: [{ __proto__: [toString] }], responses: {} }
components:
  securitySchemes:
    __proto__: { type: oauth2, flows: { implicit: { scopes: { toString: x } } } }
`,
    });
    expect(said(read)).toEqual([]);
    expect(read.value?.operations[0]?.security.alternatives[0]?.schemes).toMatchObject([
      { name: "__proto__", kind: "user", scopes: ["toString"] },
    ]);
    expect(({} as { readonly get?: unknown }).get).toBeUndefined();
  });

  test("one operation twice", async () => {
    const same = await readFiles({ "api.yaml": withPaths("  /x: { get: {}, get: {} }") });
    expect(said(same)).toEqual(["openapi/duplicate-member api.yaml:4:18"]);
    const alike = await readFiles({ "api.yaml": withPaths("  /x/{a}: { get: {} }\n  /x/{b}: { get: {} }") });
    expect(said(alike)).toEqual(["openapi/duplicate-operation api.yaml:5:13"]);
  });

  test.each([
    "",
    "null",
    "[]",
    "5",
    "swagger: '2.0'",
    "openapi: 4.0.0",
    "openapi: 3",
    "openapi: [3.1.0]",
    "\0",
    "a: b: c",
  ])("%j is no description", async (text) => {
    const read = await readFiles({ "api.yaml": text });
    expect(read.value).toBeUndefined();
    expect(read.diagnostics).toHaveLength(1);
  });
});

test("no description makes anything throw, and whatever is made from one compiles", async () => {
  const word = fc.oneof(
    fc.constantFrom("$ref", "get", "security", "paths", "/x/{y}", "__proto__", "#/paths", "openapi", "oauth2", "type"),
    fc.string({ unit: "binary", maxLength: 6 }),
  );
  const { value } = fc.letrec<{ readonly value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 6 },
      word,
      fc.constantFrom(null, true, 3),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(word, tie("value"), { maxKeys: 4 }),
    ),
  }));
  const property = fc.asyncProperty(value, value, value, async (paths, components, security) => {
    const text = JSON.stringify({ openapi: "3.1.0", paths: { "/x": paths }, components, security });
    const read = await readFiles({ "api.json": text });
    if (read.value !== undefined) createPolicyText(read.value);
    expect(read.diagnostics.every(({ location }) => location.span.end <= text.length)).toBe(true);
  });
  await fc.assert(property, { numRuns: 150 });
});
