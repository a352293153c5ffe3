import { describe, expect, test } from "@jest/globals";
import type { Json, JsonObject } from "@authz/model";
import { Ajv } from "ajv";
import fc from "fast-check";
import { openIdentity } from "../authenticate/open-identity.ts";
import { testNow } from "../testing/issuer.ts";
import { readIdentityConfig } from "./read-config.ts";
import { identitySchema } from "./schema.ts";

const corp = {
  issuer: "https://login.example.com",
  audience: "https://api.example.com",
  algorithms: ["RS256"],
  keys: { url: "https://login.example.com/jwks" },
  user: { type: "User" },
} as const;
const introspection = { url: "https://login.example.com/introspect", clientId: "api", clientSecret: { env: "SECRET" } };

function problems(issuers: JsonObject): string[] {
  const read = readIdentityConfig({ issuers });
  return read.ok ? [] : read.problems.map(({ pointer, message }) => `${pointer}: ${message}`);
}

test("the smallest one, and one with everything", () => {
  expect(problems({ corp })).toEqual([]);
  const everything = {
    ...corp,
    audience: ["https://api.example.com", "api"],
    preset: "keycloak",
    introspection: {
      ...introspection,
      authentication: "post",
      cache: "30s",
      withoutAudience: true,
      withoutTokenType: true,
    },
    leeway: "10s",
    lifetime: "1h",
    network: { privateAddresses: true, authorities: "ca.pem" },
    user: { type: "User", id: "{issuer}/{sub}", withoutScope: "everything" },
    client: { type: "Service", id: "clients/{client_id}" },
    roles: { claims: ["roles", ["realm_access", "roles"]] },
    groups: { type: "Team", id: "{issuer}:{group}", claims: ["groups"] },
    attributes: { department: "department", city: ["address", "locality"] },
  };
  expect(problems({ corp: everything })).toEqual([]);
  expect(readIdentityConfig({})).toEqual({ ok: true, config: {} });
});

describe("mistakes are found before anything starts, and said where they are", () => {
  const without = (name: string): JsonObject =>
    Object.fromEntries(Object.entries(corp).filter(([each]) => each !== name));

  test.each<readonly [what: string, issuers: JsonObject, found: readonly string[]]>([
    ["no audience", { corp: without("audience") }, ["/issuers/corp: must have required property 'audience'"]],
    ["no issuer", { corp: without("issuer") }, ["/issuers/corp: must have required property 'issuer'"]],
    [
      "an empty audience",
      { corp: { ...corp, audience: [] } },
      ["/issuers/corp/audience: must NOT have fewer than 1 items"],
    ],
    [
      "a pattern for an audience",
      { corp: { ...corp, audience: { pattern: ".*" } } },
      ["/issuers/corp/audience: must be string,array"],
    ],
    [
      "no algorithms",
      { corp: without("algorithms") },
      ["/issuers/corp: must have property algorithms when property keys is present"],
    ],
    [
      "algorithm none",
      { corp: { ...corp, algorithms: ["none"] } },
      [expect.stringMatching(/^\/issuers\/corp\/algorithms\/0: .*: HS256, HS384/) as unknown as string],
    ],
    [
      "nothing to verify by",
      { corp: without("keys") },
      ["/issuers/corp: it has neither `keys` nor `introspection`: nothing could be verified"],
    ],
    [
      "nobody mapped",
      { corp: without("user") },
      ["/issuers/corp: it maps neither `user` nor `client`: every token would be refused"],
    ],
    [
      "two sources of keys",
      { corp: { ...corp, keys: { url: "https://a.example", file: "b" } } },
      ["/issuers/corp/keys: must NOT have more than 1 properties"],
    ],
    [
      "keys without TLS",
      { corp: { ...corp, keys: { url: "http://login.example.com/jwks" } } },
      ["/issuers/corp/keys/url: it does not begin with https:"],
    ],
    [
      "loopback without leave",
      { corp: { ...corp, keys: { url: "http://127.0.0.1/jwks" } } },
      ["/issuers/corp/keys/url: it does not begin with https:"],
    ],
    [
      "leave for loopback only",
      { corp: { ...corp, keys: { url: "http://10.0.0.1/jwks" }, network: { loopbackHttp: true } } },
      ["/issuers/corp/keys/url: only loopback may be asked without TLS"],
    ],
    [
      "keys at a file: address",
      { corp: { ...corp, keys: { url: "file:///etc/passwd" } } },
      ["/issuers/corp/keys/url: it does not begin with https:"],
    ],
    [
      "a password in an address",
      { corp: { ...corp, keys: { url: "https://me:pw@login.example.com/" } } },
      ["/issuers/corp/keys/url: it holds a user or a password"],
    ],
    [
      "introspection without TLS",
      { corp: { ...corp, introspection: { ...introspection, url: "http://login.example.com/introspect" } } },
      ["/issuers/corp/introspection/url: it does not begin with https:"],
    ],
    [
      "an attribute of a name that JavaScript gives a meaning",
      { corp: { ...corp, attributes: JSON.parse('{"__proto__":"x"}') as JsonObject } },
      expect.arrayContaining([expect.stringContaining("(`__proto__`)")]) as unknown as readonly string[],
    ],
    ["no address", { corp: { ...corp, keys: { url: "jwks" } } }, ["/issuers/corp/keys/url: it is no absolute URL"]],
    [
      "HMAC beside signatures",
      { corp: { ...corp, algorithms: ["RS256", "HS256"] } },
      [
        "/issuers/corp/algorithms: it mixes HMAC with signatures: a public key must never pass for a secret",
        "/issuers/corp/algorithms: HMAC needs its secret in a file (`keys.file`)",
      ],
    ],
    [
      "a duration that no number can hold",
      { corp: { ...corp, lifetime: "999999999d" } },
      [expect.stringMatching(/^\/issuers\/corp\/lifetime: must match pattern/) as unknown as string],
    ],
    ["too much leeway", { corp: { ...corp, leeway: "61s" } }, ["/issuers/corp/leeway: it is longer than 60s"]],
    [
      "too long a cache",
      { corp: { ...corp, introspection: { ...introspection, cache: "2m" } } },
      ["/issuers/corp/introspection/cache: it is longer than 60s"],
    ],
    [
      "a secret in the configuration",
      { corp: { ...corp, introspection: { ...introspection, clientSecret: "hunter2" } } },
      expect.arrayContaining([
        "/issuers/corp/introspection/clientSecret: must be object",
      ]) as unknown as readonly string[],
    ],
    [
      "an e-mail address as id",
      { corp: { ...corp, user: { type: "User", id: "{email}" } } },
      ["/issuers/corp/user/id: `email` may be given to somebody else one day; take `sub`"],
    ],
    [
      "an id without a claim",
      { corp: { ...corp, user: { type: "User", id: "everybody" } } },
      ["/issuers/corp/user/id: it is no id such as `{issuer}/{sub}`: it must end with a claim in braces"],
    ],
    [
      "two claims in an id",
      { corp: { ...corp, user: { type: "User", id: "{tid}/{sub}" } } },
      ["/issuers/corp/user/id: it is no id such as `{issuer}/{sub}`: it must end with a claim in braces"],
    ],
    [
      "a group's id by another name",
      { corp: { ...corp, groups: { type: "Team", id: "{sub}" } } },
      ["/issuers/corp/groups/id: it is no id such as `{issuer}/{sub}`: it must end with {group}"],
    ],
    [
      "reserved attributes",
      { corp: { ...corp, attributes: { roles: "x" } } },
      expect.arrayContaining([expect.stringContaining("(`roles`)")]) as unknown as readonly string[],
    ],
    [
      "a misspelt option",
      { corp: { ...corp, audiance: "x" } },
      ["/issuers/corp: must NOT have additional properties (`audiance`)"],
    ],
    [
      "a flag that says no",
      { corp: { ...corp, network: { privateAddresses: false } } },
      ["/issuers/corp/network/privateAddresses: must be equal to constant"],
    ],
    [
      "a name with a slash",
      { "a/b": corp },
      expect.arrayContaining([expect.stringContaining("(`a/b`)")]) as unknown as readonly string[],
    ],
    ["one issuer twice", { corp, other: corp }, ["/issuers/other/issuer: another issuer has this name"]],
    [
      "two issuers for opaque tokens",
      { corp: { ...corp, introspection }, other: { ...corp, issuer: "https://b.example", introspection } },
      ["/issuers: only one issuer may have `introspection`: opaque tokens do not say whose they are"],
    ],
    [
      "two issuers with plain ids of one type",
      { corp: { ...corp, user: { type: "User", id: "{sub}" } }, other: { ...corp, issuer: "https://b.example" } },
      [
        "/issuers/other/user: its ids of the type `User` may be those of /issuers/corp/user: let neither `` nor `other/` begin with the other, or use two types",
      ],
    ],
  ])("%s", (_what, issuers, found) => {
    expect(problems(issuers)).toEqual(found);
  });
});

test("data of any shape is read or refused, and none throws", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      readIdentityConfig(one as Json);
      readIdentityConfig({ issuers: { corp: { ...corp, user: other as Json, keys: one as Json } } });
    }),
  );
});

test("the schema is one of draft 7, strict but for what its own words need", () => {
  expect(() =>
    new Ajv({ strict: true, strictRequired: false, strictTypes: false }).compile(identitySchema),
  ).not.toThrow();
});

describe("opening", () => {
  const options = { clock: () => testNow, env: {}, readFile: () => Promise.reject(new Error("none")) };

  test("a secret that is not there, and an authority, are said by name", async () => {
    const read = readIdentityConfig({
      issuers: { corp: { ...corp, introspection, network: { authorities: "ca.pem" } } },
    });
    expect(read.ok && (await openIdentity(read.config, options))).toEqual({
      ok: false,
      problems: [
        { pointer: "/issuers/corp/network/authorities", message: "the file cannot be read" },
        { pointer: "/issuers/corp/introspection/clientSecret", message: "there is no secret where it says" },
      ],
    });
  });

  test("keys that are written out must be some", async () => {
    const read = readIdentityConfig({ issuers: { corp: { ...corp, keys: { set: { keys: [] } } } } });
    expect(read.ok && (await openIdentity(read.config, options))).toMatchObject({
      ok: false,
      problems: [{ pointer: "/issuers/corp/keys/set", message: "it has no usable key" }],
    });
  });
});
