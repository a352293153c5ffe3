import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { accessTokenClaims, createTestIssuer } from "../testing/issuer.ts";
import { issuerConfig, openTestIdentity } from "../testing/open.ts";
import { findCollisions } from "./ids.ts";
import { readIdentityConfig } from "./read-config.ts";

describe("ids", () => {
  const prefix = fc.string({ unit: fc.constantFrom("a", "/", "b"), maxLength: 4 });
  const source = fc.record({
    type: fc.constantFrom("User", "Service"),
    prefix,
    claim: fc.constant("sub"),
    pointer: fc.uuid(),
  });

  test("of one type never collide when no prefix begins with another, whatever the claims say", () => {
    fc.assert(
      fc.property(source, source, prefix, prefix, (first, second, one, two) => {
        if (findCollisions([first, second]).length > 0) return;
        const same = first.type === second.type && first.prefix + one === second.prefix + two;
        expect(same).toBe(false);
      }),
      { numRuns: 5_000 },
    );
  });

  test("a user and a client of one name are two subjects", async () => {
    const issuer = await createTestIssuer();
    const one = issuerConfig(issuer, {
      user: { type: "Person", id: "u/{sub}" },
      client: { type: "Person", id: "c/{client_id}" },
    });
    const open = await openTestIdentity({ corp: one });
    const user = await open.authenticate(await issuer.sign(accessTokenClaims({ sub: "x", client_id: "app" })));
    const client = await open.authenticate(await issuer.sign(accessTokenClaims({ sub: "x", client_id: "x" })));
    expect([user, client]).toMatchObject([{ subject: { id: "u/x" } }, { subject: { id: "c/x" } }]);
  });

  test.each([
    [{ type: "Person" }, { type: "Person" }],
    [
      { type: "Person", id: "{sub}" },
      { type: "Person", id: "client/{client_id}" },
    ],
    [
      { type: "Person", id: "a/{sub}" },
      { type: "Person", id: "a/b/{client_id}" },
    ],
  ])("a configuration in which they could be one is refused: %j %j", async (user, client) => {
    const issuer = await createTestIssuer();
    const read = readIdentityConfig({ issuers: { corp: issuerConfig(issuer, { user, client }) } });
    expect(read).toMatchObject({ ok: false, problems: [{ pointer: "/issuers/corp/client" }] });
  });
});
