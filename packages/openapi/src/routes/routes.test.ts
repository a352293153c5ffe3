import { parsePolicy } from "@authz/dsl";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { openapiLimits } from "../limits.ts";
import { said } from "../testing/read-files.ts";
import { checkRoutes } from "./check-routes.ts";
import { listEndpoints } from "./list-endpoints.ts";
import { readRoutes } from "./read-routes.ts";

const sources = [
  {
    name: "policy.authz",
    text: `subject User
resource Note {
  role owner
  action read, write
  allow owner to read, write
  require scope "sign" to write
  fresh: require mfa to write
}
assurance mfa { amr "mfa" within 15m }
scope "read" covers read on Note
scope "write" includes "read" covers write on Note
scope "all" covers * on Note
endpoint "GET /health" is public
endpoint "GET /notes/{id}" is read on Note "{id}"
endpoint "PUT /notes/{id}" is write on Note "{id}"
endpoint "GET /files/{path...}" is read on Note "{path}"
endpoint "GET /notes/mine" is read on Note "mine"
`,
  },
];
const { policy } = parsePolicy(sources);

function check(text: string): readonly string[] {
  const { value, diagnostics } = readRoutes({ name: "routes.txt", text });
  return said({ diagnostics: [...diagnostics, ...checkRoutes(value ?? [], { policy: policy!, sources })] });
}

const complete = `# The app's.
GET   /health
HEAD  /notes/:id
put   /notes/{id}

GET /files/*
GET /notes/mine
`;

test("routes that all have endpoints, and the reverse", () => {
  expect(check(complete)).toEqual([]);
});

test("a route without an endpoint, where it is written", () => {
  expect(check(`${complete}  DELETE /notes/:id\n`)).toEqual(["routes/unguarded-route routes.txt:8:3"]);
  expect(check(`${complete}ALL /notes/:id`)).toEqual(["routes/unguarded-route routes.txt:8:1"]);
  expect(check(`${complete}GET /notes/*`)).toEqual(["routes/unguarded-route routes.txt:8:1"]);
});

test("an endpoint without a route, where it is written", () => {
  expect(check(complete.replace("put   /notes/{id}\n", ""))).toEqual(["routes/missing-route policy.authz:15:1"]);
  expect(check(complete.replace("GET /files/*\n", ""))).toEqual(["routes/missing-route policy.authz:16:1"]);
});

test("a route that is more general answers an endpoint", () => {
  expect(check(complete.replace("GET /notes/mine\n", ""))).toEqual([]);
});

test("the same as JSON, of several shapes", () => {
  const routes = [
    { method: "GET", path: "/health" },
    { method: ["GET", "put"], url: "/notes/:id" },
    { methods: ["GET"], path: "/files/*" },
  ];
  expect(check(JSON.stringify(routes, null, 1))).toEqual([]);
  expect(check(JSON.stringify([...routes, { method: "GET" }]))).toContainEqual(
    expect.stringMatching(/^routes\/malformed-list routes.txt:1:/),
  );
});

test.each(["/a/:x?", "/a/:x(\\d+)", "/a/:x-:y", "/a{/:x}", "/a/*/b", "/a/", "/a/%2F", "a", "/re.*/", "/a//b"])(
  "%s is compared with nothing",
  (path) => {
    const { value, diagnostics } = readRoutes({ name: "routes.txt", text: `GET ${path}\n` });
    expect([value, said({ diagnostics })]).toEqual([[], ["routes/unsupported-route routes.txt:1:1"]]);
  },
);

test("routes, at the limit and one past it", () => {
  const lines = (count: number): string => Array.from({ length: count }, (_, index) => `GET /x${index}`).join("\n");
  expect(readRoutes({ name: "r", text: lines(openapiLimits.operations) }).diagnostics).toEqual([]);
  const past = readRoutes({ name: "r", text: lines(openapiLimits.operations + 1) });
  expect(past.diagnostics.map(({ code }) => code)).toEqual(["openapi/over-limit"]);
});

test("no list makes it throw", () => {
  const line = fc.oneof(fc.string({ unit: "binary" }), fc.json(), fc.constantFrom("GET /x", "[", "[{}]", "* /:a/*"));
  const property = fc.property(fc.array(line, { maxLength: 4 }), (lines) => {
    const text = lines.join("\n");
    const { value, diagnostics } = readRoutes({ name: "r", text });
    checkRoutes(value ?? [], { policy: policy!, sources });
    return diagnostics.every(({ location }) => location.span.end <= text.length);
  });
  fc.assert(property);
});

test("endpoints with what they need", () => {
  const shown = listEndpoints(policy!).map(({ method, path, action, scopes, assurances, requirements }) => {
    return [`${method} ${path}`, action ?? "public", scopes, assurances, requirements.includes("fresh")];
  });
  expect(shown).toEqual([
    ["GET /files/{path...}", "read", [["all"], ["read"]], [], false],
    ["GET /health", "public", [], [], false],
    ["GET /notes/mine", "read", [["all"], ["read"]], [], false],
    ["GET /notes/{id}", "read", [["all"], ["read"]], [], false],
    [
      "PUT /notes/{id}",
      "write",
      [
        ["all", "sign"],
        ["sign", "write"],
      ],
      ["mfa"],
      true,
    ],
  ]);
});
