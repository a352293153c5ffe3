import { describe, expect, test } from "@jest/globals";
import type { Json, JsonObject } from "@authz/model";
import { identityLimits } from "../limits.ts";
import { accessTokenClaims, createTestIssuer, testAudience, testSeconds } from "../testing/issuer.ts";
import { issuerConfig, openTestIdentity } from "../testing/open.ts";

const times = { iat: testSeconds, exp: testSeconds + 300 };

/** What becomes of claims that an issuer of the preset signed: subject and token, or the code of the refusal. */
async function map(
  preset: string,
  claims: JsonObject & { readonly iss: string },
  changes: Readonly<Record<string, Json>> = {},
  header: JsonObject = { typ: "JWT" },
): Promise<unknown> {
  const issuer = await createTestIssuer(claims.iss);
  const config = issuerConfig(issuer, { preset, roles: true, groups: { type: "Team" }, ...changes });
  const outcome = await (await openTestIdentity({ idp: config })).authenticate(await issuer.sign(claims, header));
  if (!outcome.ok) return outcome.code;
  const { scope, client_id: client, act } = outcome.token;
  return { subject: outcome.subject, scope, client, ...(act === undefined ? {} : { act, actors: outcome.actors }) };
}

describe("Keycloak", () => {
  const user = {
    ...times,
    iss: "https://sso.example.com/realms/acme",
    aud: [testAudience, "account"],
    sub: "f1e7",
    typ: "Bearer",
    azp: "shop",
    sid: "s1",
    acr: "1",
    realm_access: { roles: ["auditor", "offline_access"] },
    resource_access: { shop: { roles: ["clerk"] } },
    scope: "openid invoices:read",
    groups: ["/staff/eu"],
    preferred_username: "ana",
  };

  test("a user with realm roles and groups", async () => {
    expect(await map("keycloak", user)).toEqual({
      subject: {
        type: "User",
        id: "idp/f1e7",
        properties: { roles: ["auditor", "offline_access"], groups: [{ type: "Team", id: "idp//staff/eu" }] },
      },
      scope: "openid invoices:read",
      client: "shop",
    });
  });

  test("roles of a client, by their path", async () => {
    const roles = { claims: [["resource_access", "shop", "roles"]] };
    expect(await map("keycloak", user, { roles })).toMatchObject({ subject: { properties: { roles: ["clerk"] } } });
  });

  test("without leave no roles are asserted", async () => {
    const issuer = await createTestIssuer(user.iss);
    const open = await openTestIdentity({ idp: issuerConfig(issuer, { preset: "keycloak" }) });
    const outcome = await open.authenticate(await issuer.sign(user, { typ: "JWT" }));
    expect(outcome.ok && outcome.subject).toEqual({ type: "User", id: "idp/f1e7" });
  });

  test.each(["client_id", "clientId"])("a service account is its client (%s)", async (name) => {
    const { sid: _sid, ...others } = user;
    const claims = {
      ...others,
      sub: "9a9a",
      azp: "robot",
      [name]: "robot",
      preferred_username: "service-account-robot",
    };
    expect(await map("keycloak", claims)).toMatchObject({
      subject: { type: "Service", id: "idp/robot" },
      client: "robot",
    });
  });

  test("a user who has a session is none, whatever other claims say", async () => {
    const claims = { ...user, client_id: "shop", preferred_username: "service-account-shop" };
    expect(await map("keycloak", claims)).toMatchObject({ subject: { type: "User", id: "idp/f1e7" } });
  });

  test.each(["ID", "Refresh", "Offline", "Logout", "bearer", undefined])(
    "claims of the type %s are refused",
    async (typ) => {
      const { typ: _typ, ...others } = user;
      expect(await map("keycloak", typ === undefined ? others : { ...others, typ })).toBe("token/type");
    },
  );

  test("roles of a wrong type are refused, not left out", async () => {
    expect(await map("keycloak", { ...user, realm_access: { roles: "admin" } })).toBe("token/claims");
    expect(await map("keycloak", { ...user, realm_access: { roles: [1] } })).toBe("token/claims");
    expect(await map("keycloak", { ...user, realm_access: { roles: ["auditor", 1] } })).toBe("token/claims");
  });
});

describe("Auth0", () => {
  const user = {
    ...times,
    iss: "https://acme.auth0.example/",
    aud: [testAudience, "https://acme.auth0.example/userinfo"],
    sub: "auth0|123456",
    azp: "my-app",
    scope: "openid read:invoices",
    permissions: ["read:invoices", "pay:invoices"],
  };

  test("a user's permissions are roles; scopes stay the ceiling", async () => {
    expect(await map("auth0", user)).toEqual({
      subject: { type: "User", id: "idp/auth0|123456", properties: { roles: ["read:invoices", "pay:invoices"] } },
      scope: "openid read:invoices",
      client: "my-app",
    });
  });

  test("its profile of RFC 9068", async () => {
    const { azp, ...others } = user;
    expect(await map("auth0", { ...others, client_id: azp, jti: "j" }, {}, { typ: "at+jwt" })).toMatchObject({
      client: "my-app",
    });
  });

  test("a machine is its client", async () => {
    const machine = { ...user, sub: "my-app@clients", gty: "client-credentials" };
    expect(await map("auth0", machine)).toMatchObject({ subject: { type: "Service", id: "idp/my-app" } });
    const { gty: _gty, ...silent } = machine;
    expect(await map("auth0", silent)).toMatchObject({ subject: { type: "Service", id: "idp/my-app" } });
    const posing = { ...silent, sub: "auth0|my-app@clients" };
    expect(await map("auth0", posing)).toMatchObject({ subject: { type: "User", id: "idp/auth0|my-app@clients" } });
  });

  test("an ID token is refused", async () => {
    const { azp: _azp, scope: _scope, permissions: _permissions, ...others } = user;
    expect(await map("auth0", { ...user, nonce: "n" })).toBe("token/type");
    expect(await map("auth0", others)).toBe("token/claims");
  });
});

describe("Entra", () => {
  const user = {
    ...times,
    iss: "https://login.microsoftonline.example/11111111-2222/v2.0",
    aud: testAudience,
    sub: "pairwise",
    oid: "0000-ana",
    tid: "11111111-2222",
    azp: "6731de76",
    azpacr: "1",
    scp: "Invoices.Read Invoices.Write",
    roles: ["Approver"],
    groups: ["8f00"],
    ver: "2.0",
  };

  test("a user by oid, with app roles, groups and scp", async () => {
    expect(await map("entra", user)).toEqual({
      subject: {
        type: "User",
        id: "idp/0000-ana",
        properties: { roles: ["Approver"], groups: [{ type: "Team", id: "idp/8f00" }] },
      },
      scope: "Invoices.Read Invoices.Write",
      client: "6731de76",
    });
  });

  test("an app by itself has app roles, and no ceiling of scopes", async () => {
    const { scp: _scp, groups: _groups, ...others } = user;
    const app = { ...others, sub: user.oid };
    const mapped = await map("entra", { ...app, idtyp: "app" });
    expect(mapped).toEqual({
      subject: { type: "Service", id: "idp/6731de76", properties: { roles: ["Approver"] } },
      scope: undefined,
      client: "6731de76",
    });
    expect(await map("entra", others)).toMatchObject({ subject: { type: "User" }, scope: "" });
    expect(await map("entra", app, { client: { type: "Service", withoutScope: "nothing" } })).toMatchObject({
      scope: "",
    });
  });

  test.each([
    { _claim_names: { groups: "src1" } },
    { _claim_names: { groups: ["src1"] } },
    { hasgroups: true },
    { hasgroups: "true" },
  ])("groups that are kept elsewhere (%j) are not taken for none", async (overage) => {
    const { groups: _groups, ...others } = user;
    expect(await map("entra", { ...others, ...overage })).toBe("token/incomplete");
  });

  test("an ID token is refused, also when the app is its own API", async () => {
    const { azp: _azp, azpacr: _azpacr, scp: _scp, ...id } = user;
    expect(await map("entra", id)).toBe("token/claims");
  });

  test("scp and scope together cover nothing", async () => {
    expect(await map("entra", { ...user, scope: "Invoices.Pay" })).toMatchObject({ scope: "Invoices.Pay" });
    const issuer = await createTestIssuer(user.iss);
    const open = await openTestIdentity({ idp: issuerConfig(issuer, { preset: "entra" }) });
    const outcome = await open.authenticate(await issuer.sign({ ...user, scope: "x" }, { typ: "JWT" }));
    expect(outcome.ok && [outcome.token["scope"], outcome.token["scp"]]).toEqual(["x", user.scp]);
  });
});

describe("Cognito", () => {
  const user = {
    ...times,
    iss: "https://cognito-idp.eu-west-1.amazonaws.example/pool",
    sub: "aaaa-bbbb",
    client_id: "app1",
    token_use: "access",
    scope: "aws.cognito.signin.user.admin invoices/read",
    username: "ana",
    "cognito:groups": ["staff"],
    jti: "j",
    auth_time: testSeconds,
  };
  const config = { audience: "app1" };

  test("a user with groups; the token is for our app", async () => {
    expect(await map("cognito", user, config)).toEqual({
      subject: { type: "User", id: "idp/aaaa-bbbb", properties: { groups: [{ type: "Team", id: "idp/staff" }] } },
      scope: "aws.cognito.signin.user.admin invoices/read",
      client: "app1",
    });
  });

  test("a client by itself", async () => {
    const { username: _username, "cognito:groups": _groups, ...client } = user;
    expect(await map("cognito", { ...client, sub: "app1" }, config)).toMatchObject({
      subject: { type: "Service", id: "idp/app1" },
    });
  });

  test("another app's token, and an ID token", async () => {
    expect(await map("cognito", { ...user, client_id: "app2" }, config)).toBe("token/audience");
    expect(await map("cognito", { ...user, token_use: "id" }, config)).toBe("token/type");
  });
});

describe("Okta", () => {
  const user = {
    ...times,
    iss: "https://acme.okta.example/oauth2/default",
    aud: testAudience,
    sub: "ana@example.com",
    uid: "00u1",
    cid: "0oa1",
    jti: "j",
    scp: ["invoices:read", "invoices:write"],
    groups: ["staff"],
  };

  test("a user by uid, scopes from a list", async () => {
    expect(await map("okta", user)).toMatchObject({
      subject: { type: "User", id: "idp/00u1" },
      scope: "invoices:read invoices:write",
      client: "0oa1",
    });
  });

  test("an id that is empty is none", async () => {
    expect(await map("okta", { ...user, uid: "" })).toBe("token/subject");
    expect(await map("okta", { ...user, uid: 7 })).toBe("token/subject");
  });

  test("a client by cid", async () => {
    const { uid: _uid, ...client } = user;
    expect(await map("okta", { ...client, sub: "0oa1" })).toMatchObject({
      subject: { type: "Service", id: "idp/0oa1" },
    });
  });

  test.each([[["a b"]], [[1]], [["a", ""]], [[null]]])("scp %j is refused", async (scp) => {
    expect(await map("okta", { ...user, scp })).toBe("token/claims");
  });
});

describe("RFC 9068", () => {
  const typed = { typ: "at+jwt" };

  test("roles and groups as RFC 7643 has them", async () => {
    const claims = accessTokenClaims({
      roles: ["auditor", { value: "clerk", display: "Clerk" }],
      groups: [{ value: "eu", $ref: "https://x.example" }],
    });
    expect(await map("rfc9068", claims, {}, typed)).toMatchObject({
      subject: { properties: { roles: ["auditor", "clerk"], groups: [{ type: "Team", id: "idp/eu" }] } },
    });
  });

  test("a token without scopes covers nothing, unless the configuration says otherwise", async () => {
    expect(await map("rfc9068", accessTokenClaims(), {}, typed)).toMatchObject({ scope: "" });
    const user = { type: "User", withoutScope: "everything" };
    expect(await map("rfc9068", accessTokenClaims(), { user }, typed)).toMatchObject({ scope: undefined });
  });

  test("attributes from claims, by name and by path", async () => {
    const attributes = { department: "https://acme.example/department", city: ["address", "locality"], none: "none" };
    const claims = accessTokenClaims({ "https://acme.example/department": "sales", address: { locality: "Rome" } });
    expect(await map("rfc9068", claims, { attributes }, typed)).toMatchObject({
      subject: { properties: { department: "sales", city: "Rome" } },
    });
  });

  test.each<readonly [preset: string, claims: JsonObject]>([
    ["rfc9068", { scp: "a b" }],
    ["rfc9068", { scope: "a", scp: "b" }],
    ["rfc9068", { scope: "a", scopes: ["b"] }],
    ["legacy", { scope: "a", scp: ["a"] }],
    ["legacy", { scp: ["a"], scopes: [] }],
    ["okta", { scope: "a", cid: "app" }],
  ])(
    "scopes of %s in other places than its own (%j) stay where they are, which covers nothing",
    async (preset, scopes) => {
      const issuer = await createTestIssuer();
      const user = { type: "User", id: "{issuer}/{sub}", withoutScope: "everything" };
      const open = await openTestIdentity({ corp: issuerConfig(issuer, { preset, user }) });
      const outcome = await open.authenticate(await issuer.sign(accessTokenClaims(scopes)));
      const { scope, scp, scopes: others } = outcome.ok ? outcome.token : {};
      const given = { scope: scopes["scope"], scp: scopes["scp"], scopes: scopes["scopes"] };
      expect({ scope, scp, scopes: others }).toEqual(given);
    },
  );

  test("roles and groups that are no lists are refused, also where nobody maps them", async () => {
    const issuer = await createTestIssuer();
    const open = await openTestIdentity({ corp: issuerConfig(issuer) });
    for (const claims of [{ roles: "admin" }, { groups: { value: "eu" } }, { roles: [["admin"]] }])
      expect(await open.authenticate(await issuer.sign(accessTokenClaims(claims)))).toMatchObject({
        code: "token/claims",
      });
  });

  test("what every object has in JavaScript is no claim", async () => {
    const attributes = {
      one: "toString",
      two: ["address", "constructor"],
      three: ["address", "hasOwnProperty", "name"],
    };
    const issuer = await createTestIssuer();
    const open = await openTestIdentity({ corp: issuerConfig(issuer, { attributes }) });
    const outcome = await open.authenticate(await issuer.sign(accessTokenClaims({ address: {} })));
    expect(outcome.ok && outcome.subject).toEqual({ type: "User", id: "corp/ana" });
  });

  test("a kind that is not mapped is refused", async () => {
    const issuer = await createTestIssuer();
    const { client: _client, ...usersOnly } = issuerConfig(issuer) as JsonObject;
    const open = await openTestIdentity({ corp: usersOnly });
    expect(await open.authenticate(await issuer.sign(accessTokenClaims({ sub: "app" })))).toMatchObject({
      code: "token/subject",
    });
  });

  describe("act", () => {
    const chain = (length: number): Json =>
      length === 0 ? { sub: "first" } : { sub: `a${length}`, act: chain(length - 1) };

    test("only the current actor is in the token, the chain is kept beside it", async () => {
      const act = {
        client_id: "gateway",
        extra: "x",
        act: { sub: "robot", iss: "https://i.example", act: { sub: "first" } },
      };
      expect(await map("rfc9068", accessTokenClaims({ act }), {}, typed)).toMatchObject({
        act: { client_id: "gateway" },
        actors: [{ client_id: "gateway" }, { sub: "robot", iss: "https://i.example" }, { sub: "first" }],
      });
      const issuer = await createTestIssuer();
      const open = await openTestIdentity({ corp: issuerConfig(issuer) });
      const outcome = await open.authenticate(await issuer.sign(accessTokenClaims({ act })));
      expect(outcome.ok && outcome.token["act"]).toEqual({ client_id: "gateway" });
    });

    test.each<readonly [Json, unknown]>([
      [chain(identityLimits.actors - 1), expect.objectContaining({ act: { sub: "a7" } })],
      [chain(identityLimits.actors), "token/claims"],
      [{}, "token/claims"],
      [{ sub: 1 }, "token/claims"],
      [{ sub: "a", act: "b" }, "token/claims"],
      ["somebody", "token/claims"],
    ])("%j", async (act, expected) => {
      expect(await map("rfc9068", accessTokenClaims({ act }), {}, typed)).toEqual(expected);
    });
  });
});
