import { describe, expect, test } from "@jest/globals";
import { checkText, findingsOf } from "./testing/file.ts";

const declarations = `subject User
resource Invoice { action read, pay }
`;
const read = 'is read on Invoice "{id}"';

describe("endpoints that are wrong", () => {
  test.each<[string, ...string[]]>([
    [`endpoint "/invoices/{id}" ${read}`, 'endpoints/malformed-route: "/invoices/{id}"'],
    ['endpoint "" is public', 'endpoints/malformed-route: ""'],
    ['endpoint "GET" is public', 'endpoints/malformed-route: "GET"'],
    ['endpoint "GET/health" is public', 'endpoints/malformed-route: "GET/health"'],
    ['endpoint "get /health" is public', "endpoints/invalid-method: get → GET"],
    ['endpoint "G(T /health" is public', "endpoints/invalid-method: G(T"],
    ['endpoint "GET health" is public', "endpoints/rejected-path: health"],
    ['endpoint "GET /health/" is public', "endpoints/rejected-path: /health/"],
    ['endpoint "GET //health" is public', "endpoints/rejected-path: //health"],
    ['endpoint "GET /a/../b" is public', "endpoints/rejected-path: /a/../b"],
    ['endpoint "GET /a/%2E%2e" is public', "endpoints/rejected-path: /a/%2E%2e"],
    ['endpoint "GET /a%2fb" is public', "endpoints/rejected-path: /a%2fb"],
    ['endpoint "GET /a?b=c" is public', "endpoints/rejected-path: /a?b=c"],
    ['endpoint "GET /a#b" is public', "endpoints/rejected-path: /a#b"],
    ['endpoint "GET /a b" is public', "endpoints/rejected-path: /a b"],
    ['endpoint "GET /a%zz" is public', "endpoints/rejected-path: /a%zz"],
    ['endpoint "GET /a\\\\b" is public', 'endpoints/rejected-path: "GET /a\\\\b"'],
    ['endpoint "GET /{id}.pdf" is public', "endpoints/malformed-parameter: {id}.pdf"],
    ['endpoint "GET /x/{}" is public', "endpoints/malformed-parameter: {}"],
    ['endpoint "GET /x/{a-b}" is public', "endpoints/malformed-parameter: {a-b}"],
    ['endpoint "GET /x}" is public', "endpoints/malformed-parameter: x}"],
    ['endpoint "GET /{rest...}/x" is public', "endpoints/rest-not-last: /{rest...}/x"],
    ['endpoint "GET /{id}/{id}" is public', "endpoints/duplicate-parameter: /{id}/{id}"],
    ['endpoint "GET /{id}" is read on Invoice "{di}"', "endpoints/unknown-parameter: {di} → {id}"],
    ['endpoint "GET /{id}" is read on Invoice "{id...}"', "endpoints/malformed-parameter: {id...}"],
    ['endpoint "GET /{id}" is read on Invoice "{id"', "endpoints/malformed-parameter: {id"],
    [`endpoint "GET /{id}" is raed on Invoice "{id}"`, "rules/unknown-action: raed → read"],
    [`endpoint "GET /{id}" is read on Invoic "{id}"`, "names/unknown-type: Invoic → Invoice"],
    [`endpoint "GET /{id}" is read on User "{id}"`, "names/wrong-kind: User"],
    ['endpoint "GET /{id}/" is read on Invoice "{di}"', "endpoints/rejected-path: /{id}/"],
  ])("%s", (endpoint, ...expected) => {
    expect(findingsOf(declarations + endpoint)).toEqual(expected);
  });
});

describe("endpoints beside one another", () => {
  test.each<[string, string, boolean]>([
    ["GET /a", "GET /a", true],
    ["GET /a", "HEAD /a", true],
    ["GET /a", "GET /%61", true],
    ["GET /{x}", "GET /{y}", true],
    ["GET /a/{x...}", "GET /a/{y...}", true],
    ["* /a", "* /a", true],
    ["GET /", "GET /", true],
    ["GET /a", "POST /a", false],
    ["GET /a", "* /a", false],
    ["GET /a", "GET /{x}", false],
    ["GET /{x}", "GET /{x...}", false],
    ["GET /{x}/b", "GET /a/{x}", false],
    ["GET /a", "GET /A", false],
    ["GET /a", "GET /%2561", false],
    ["GET /%7Bx%7D", "GET /{x}", false],
    ["GET /rest", "GET /{rest...}", false],
  ])("%s and %s conflict: %s", (first, second, conflict) => {
    const text = `endpoint "${first}" is public\nendpoint "${second}" is public`;
    expect(findingsOf(text)).toEqual(conflict ? [`endpoints/conflict: "${second}"`] : []);
  });
});

test("what endpoints become", () => {
  const { endpoints, findings } = checkText(`${declarations}
/// Is it up?
endpoint "HEAD   /" is public
endpoint "* /acc%C3%B6unts/{account}/{rest...}" is pay on Invoice "x/{account}{rest}"`);
  expect(findings).toEqual([]);
  expect(endpoints).toEqual([
    {
      method: "*",
      segments: [
        { kind: "literal", text: "accöunts" },
        { kind: "parameter", name: "account" },
        { kind: "rest", name: "rest" },
      ],
      target: {
        action: "pay",
        type: "Invoice",
        id: [
          { kind: "literal", text: "x/" },
          { kind: "parameter", name: "account" },
          { kind: "parameter", name: "rest" },
        ],
      },
      origin: { source: "policy.authz", line: 6, column: 1 },
    },
    {
      method: "GET",
      segments: [],
      target: "public",
      doc: "Is it up?",
      origin: { source: "policy.authz", line: 5, column: 1 },
    },
  ]);
});
