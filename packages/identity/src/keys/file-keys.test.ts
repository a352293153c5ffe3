import { beforeEach, expect, test } from "@jest/globals";
import { CompactSign } from "jose";
import type { Json } from "@authz/model";
import type { Authenticator } from "../authenticate/authenticator.ts";
import { encodeBase64url } from "../encoding/base64url.ts";
import { identityLimits } from "../limits.ts";
import { accessTokenClaims, createTestIssuer, testNow } from "../testing/issuer.ts";
import { issuerConfig, openTestIdentity } from "../testing/open.ts";

const secret = crypto.getRandomValues(new Uint8Array(32));
const set = { keys: [{ kty: "oct", kid: "k1", alg: "HS256", k: encodeBase64url(secret) }] };
let content: string | undefined;
let reads = 0;
let seconds = 0;
let authenticator: Authenticator;

beforeEach(async () => {
  [content, reads, seconds] = [JSON.stringify(set), 0, 0];
  const issuer = await createTestIssuer();
  const corp: Json = issuerConfig(issuer, { algorithms: ["HS256"], keys: { file: "keys.json" } });
  authenticator = await openTestIdentity(
    { corp },
    {
      clock: () => new Date(testNow.getTime() + seconds * 1000),
      readFile: (path) => {
        reads++;
        if (path !== "keys.json" || content === undefined) return Promise.reject(new Error("not there"));
        return Promise.resolve(new TextEncoder().encode(content));
      },
    },
  );
});

async function judge(key: Uint8Array = secret, kid: string = "k1"): Promise<string> {
  const claims = accessTokenClaims({ exp: testNow.getTime() / 1000 + 80_000 });
  const token = await new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: "HS256", kid, typ: "at+jwt" })
    .sign(key);
  const outcome = await authenticator.authenticate(token);
  return outcome.ok ? "accepted" : outcome.code;
}

test("a secret in a file verifies, and only it does; the file is read once", async () => {
  expect(await judge()).toBe("accepted");
  expect(await judge(new Uint8Array(32))).toBe("token/signature");
  expect(await judge()).toBe("accepted");
  expect(reads).toBe(1);
});

test("what changes in the file is seen within a minute, or with the next unknown kid", async () => {
  await judge();
  const other = crypto.getRandomValues(new Uint8Array(32));
  content = JSON.stringify({ keys: [{ kty: "oct", kid: "k2", alg: "HS256", k: encodeBase64url(other) }] });
  seconds = 59;
  expect(await judge()).toBe("accepted");
  expect(await judge(other, "k2")).toBe("accepted");
  expect(await judge()).toBe("token/unknown-key");
});

test.each([
  ["is not there", undefined],
  ["is no JSON", "{"],
  ["has a name twice", '{"keys":[],"keys":[]}'],
  ["has a guessable secret", JSON.stringify({ keys: [{ kty: "oct", kid: "k1", alg: "HS256", k: "A".repeat(43) }] })],
  ["is too long", `{"pad":"${"x".repeat(identityLimits.keySetLength)}"}`],
])("a file that %s: closed, and the last good one for an hour", async (_what, bad) => {
  const good = content;
  content = bad;
  expect(await judge()).toBe("keys/unavailable");
  content = good;
  seconds = 5;
  expect(await judge()).toBe("accepted");
  content = bad;
  seconds = 5 + 60 + identityLimits.staleSeconds - 1;
  expect(await judge()).toBe("accepted");
  seconds += 6;
  expect(await judge()).toBe("keys/unavailable");
});
