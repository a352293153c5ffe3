import { expect, test } from "@jest/globals";
import { createRevocationMemory } from "../revocation/memory.ts";
import { createRevocationCheck } from "../revocation/revocation-check.ts";
import { createRevocation } from "../revocation/revocation.ts";
import { testAudience, testNow, testSeconds } from "../testing/issuer.ts";
import { openTestIdentity } from "../testing/open.ts";

test("an introspected token that does not say who issued it is revoked by the issuer that vouches for it", async () => {
  const issuer = "https://login.example.com";
  const claims = { active: true, token_type: "Bearer", sub: "ana", aud: testAudience, client_id: "app", jti: "t1" };
  const answer = { ...claims, iat: testSeconds - 60, exp: testSeconds + 60 };
  const introspection = { url: `${issuer}/introspect`, clientId: "api", clientSecret: { env: "SECRET" } };
  const authenticator = await openTestIdentity(
    { corp: { issuer, audience: testAudience, introspection, user: { type: "User" }, client: { type: "Service" } } },
    { env: { SECRET: "a secret of the api" }, fetch: () => Promise.resolve(Response.json(answer)) },
  );
  const memory = createRevocationMemory();
  const others = [createRevocationCheck({ store: { find: memory.find, add: () => Promise.resolve() } })];
  expect(await authenticator.authenticate("an-opaque-token", { others })).toMatchObject({ ok: true });
  memory.put(createRevocation({ kind: "subject", issuer, id: "ana" }, { now: testNow.getTime() }));
  expect(await authenticator.authenticate("an-opaque-token", { others })).toMatchObject({ code: "token/inactive" });
});
