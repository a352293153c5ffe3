import { parsePolicy } from "@authz/dsl";
import { formatPolicyFile } from "@authz/dsl/format";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { checkDescription } from "../check/check-description.ts";
import { readFiles, said, withPaths } from "../testing/read-files.ts";
import { commentText } from "./names.ts";
import { createPolicyText } from "./policy-text.ts";

test("what is written, and why", async () => {
  const read = await readFiles({
    "api.yaml": `openapi: 3.1.0
info: { title: Notes, version: "1" }
security: [{ oauth: [notes] }]
paths:
  /health: { get: { security: [], responses: {} } }
  /v1/accounts/{account}/notes:
    get: { operationId: listNotes, summary: "List them. In full.", responses: {} }
    post: { security: [{ oauth: [notes, "notes:write"] }], responses: {} }
  /v1/accounts/{account}/notes/{note-id}:
    get: { security: [{ oauth: [notes] }, { key: [] }], responses: {} }
    head: { responses: {} }
    delete: { security: [{ oauth: [notes, "notes:write"] }, { oauth: [admin] }], responses: {} }
  /v1/accounts/{account}: { get: { security: [{ oauth: [] }], responses: {} } }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: x-key }
    oauth:
      type: oauth2
      flows: { authorizationCode: { scopes: { notes: "See\\tnotes.", "notes:write": "", admin: "" } } }
`,
  });
  expect(said(read)).toEqual([]);
  expect(createPolicyText(read.value!)).toBe(`// A first policy for Notes, made from its OpenAPI description.

/// Whoever has an API key (key).
subject ApiClient

/// People who sign in (oauth).
subject User

/// May call what changes nothing, everywhere: a start. Put finer roles in its place.
role viewer

/// May call everything: a start. Put finer roles in its place.
role editor includes viewer

resource Account {
  /// List them.
  action list_notes

  action post_notes

  action read

  allow viewer and User to list_notes, read
  allow editor and User to post_notes

  require scope "notes:write" to post_notes
}

resource Note in Account {
  action read

  action delete

  allow viewer to read
  allow editor and User to delete

  require scope "notes:write" to delete unless token has scope and token.scope contains "admin"
}

/// Every token may, whatever its scopes.
scope none covers read on Account

scope "admin" covers delete on Note

/// See notes.
scope "notes" covers list_notes, post_notes on Account and read, delete on Note

// Covers nothing by itself: it is asked for in addition.
scope "notes:write"

endpoint "GET /health"                                   is public
endpoint "GET /v1/accounts/{account}/notes"              is list_notes on Account "{account}"
endpoint "POST /v1/accounts/{account}/notes"             is post_notes on Account "{account}"
endpoint "GET /v1/accounts/{account}/notes/{note_id}"    is read       on Note "{account}/{note_id}"
endpoint "DELETE /v1/accounts/{account}/notes/{note_id}" is delete     on Note "{account}/{note_id}"
endpoint "GET /v1/accounts/{account}"                    is read       on Account "{account}"
`);
});

const hostileText = fc.oneof(
  fc.constantFrom(
    "anyone",
    "not",
    "true",
    "time",
    "ip",
    "string",
    "all",
    "set",
    "User",
    "user",
    "viewer",
    "Viewer",
    "editor",
    "role",
    "`",
    "``",
    "*/",
    "// x",
    "/// x",
    "\u202e",
    "\u2028",
    "\0",
    "é",
    "日本",
    "Ünit",
    "🙂",
    "\ud800",
    "1",
    "_",
    "-",
    "a.b",
    "__proto__",
    "constructor",
    "x".repeat(300),
    "resource",
    "id",
    "parent",
    "{",
    "}",
    '"',
    "\\",
    "%2F",
    "%61",
    "%",
    "..",
  ),
  fc.string({ unit: "binary", maxLength: 8 }),
);

test("whatever the names are, the policy compiles, is in canonical form and agrees with the description", async () => {
  const segment = fc.oneof(
    hostileText,
    hostileText.map((text) => `{${text}}`),
  );
  const operation = fc.record({
    path: fc.array(segment, { maxLength: 4 }).map((parts) => `/${parts.join("/")}`),
    method: fc.constantFrom("get", "post", "delete", "query"),
    operationId: fc.option(hostileText, { nil: undefined }),
    summary: fc.option(hostileText, { nil: undefined }),
    scopes: fc.option(fc.array(hostileText, { maxLength: 3 }), { nil: undefined }),
  });
  const property = fc.asyncProperty(fc.array(operation, { maxLength: 6 }), hostileText, async (operations, title) => {
    const paths: Record<string, Record<string, unknown>> = Object.create(null) as Record<string, never>;
    for (const { path, method, scopes, ...rest } of operations) {
      paths[path] = {
        ...paths[path],
        [method]: { ...rest, security: scopes === undefined ? [] : [{ oauth: scopes }] },
      };
    }
    const securitySchemes = { oauth: { type: "openIdConnect" } };
    const text = JSON.stringify({ openapi: "3.1.0", info: { title }, paths, components: { securitySchemes } });
    const { value } = await readFiles({ "api.json": text });
    if (value === undefined) return;
    const written = createPolicyText(value);
    const sources = [{ name: "policy.authz", text: written }];
    const { policy, diagnostics } = parsePolicy(sources);
    expect([written, diagnostics.filter(({ severity }) => severity === "error")]).toEqual([written, []]);
    expect(formatPolicyFile({ name: "policy.authz", text: written }).text).toBe(written);
    expect(checkDescription(value, { policy: policy!, sources })).toEqual([]);
  });
  await fc.assert(property, { numRuns: 200 });
});

test("a description without operations makes a policy in which nobody may do anything", async () => {
  const { value } = await readFiles({ "api.yaml": withPaths("  /x: {}") });
  expect(createPolicyText(value!)).toBe(`// A first policy for Test, made from its OpenAPI description.

/// People who sign in (oauth).
subject User
`);
});

test("what is invisible in a summary does not get into the policy, and what makes an emoji colourful does", () => {
  expect(commentText("a\u{E0100}b\u200b\u2060c\u3164d\u2028e \u2764\uFE0F")).toBe("a b c d e \u2764\uFE0F");
});
