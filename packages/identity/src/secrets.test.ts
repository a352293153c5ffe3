import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stderr, stdout } from "node:process";
import { afterAll, expect, jest, test } from "@jest/globals";
import { createApiKeys } from "./api-keys/api-keys.ts";
import { createFileKeyStore } from "./api-keys/file-store.ts";
import { createKeyText } from "./api-keys/key-text.ts";
import { createBasic } from "./basic/basic.ts";
import { hashPassword } from "./basic/password.ts";
import { inspectToken } from "./inspect/inspect-token.ts";
import { createPossessionCheck } from "./proof/possession.ts";
import { createReplayMemory } from "./proof/replays.ts";
import { readProof } from "./proof/dpop-proof.ts";
import { createFileRevocations } from "./revocation/file-store.ts";
import { createRevocationCheck } from "./revocation/revocation-check.ts";
import { createRevocation } from "./revocation/revocation.ts";
import { receiveSecurityEvent } from "./revocation/security-event.ts";
import { openPostgres } from "./stores/postgres.ts";
import { openRedis } from "./stores/redis.ts";
import { unavailability } from "./stores/unavailable.ts";
import { accessTokenClaims, createTestIssuer, testAudience, testNow } from "./testing/issuer.ts";
import { issuerConfig, openTestIdentity } from "./testing/open.ts";
import { createProver, testRequest } from "./testing/prover.ts";

const folder = mkdtempSync(join(tmpdir(), "authz-secrets-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What was printed meanwhile, by whoever: drivers print, too. */
function listen(): { readonly text: () => string; readonly stop: () => void } {
  let printed = "";
  const keep = (text: string | Uint8Array): boolean => {
    printed += String(text);
    return true;
  };
  const spies = [stdout, stderr].map((stream) => jest.spyOn(stream, "write").mockImplementation(keep));
  const consoles = (["log", "warn", "error", "info", "debug"] as const).map((name) =>
    jest.spyOn(console, name).mockImplementation((...words: unknown[]) => void (printed += JSON.stringify(words))),
  );
  const stop = (): void => {
    for (const spy of [...spies, ...consoles]) spy.mockRestore();
  };
  return { text: () => printed, stop };
}

/** As others may cut, change or lengthen a secret before they present it. */
function spoilt(secret: string): string[] {
  const middle = Math.floor(secret.length / 2);
  const other = secret[middle] === "A" ? "B" : "A";
  return [
    secret,
    `${secret}x`,
    secret.slice(0, -1),
    secret.slice(0, middle) + other + secret.slice(middle + 1),
    `${secret} ${secret}`,
    secret.toUpperCase(),
  ];
}

test("no secret, and no part of one, is in any outcome, message, output or file", async () => {
  const heard = listen();
  const outcomes: unknown[] = [];
  const clock = (): Date => testNow;
  const password = "kR7-tz!qpw94-Lm2x-vvB6";
  const issuer = await createTestIssuer();
  const prover = await createProver("");
  const token = await issuer.sign(accessTokenClaims({ cnf: { jkt: prover.thumbprint } }));
  const proof = await prover.prove();

  const keys = createApiKeys({ store: createFileKeyStore(join(folder, "keys.json")), clock, random: randomBytes });
  const wanted = { name: "n", subject: { type: "Service", id: "s" }, scopes: [], roles: [] };
  const created = await keys.create(wanted);
  if (!created.ok) throw new Error(created.message);
  const unknown = createKeyText("authz", randomBytes).text;
  for (const text of [...spoilt(created.text), ...spoilt(unknown)]) outcomes.push(await keys.verify(text));
  outcomes.push(await keys.revoke(created.text), await keys.rotate(created.text, 1), await keys.list());

  const stored = await hashPassword(password, randomBytes);
  const findUser = (name: string): { password: string; subject: { type: string; id: string } } | undefined =>
    name === "ana" ? { password: stored, subject: { type: "User", id: "ana" } } : undefined;
  const basic = createBasic({ findUser, clock, random: randomBytes });
  for (const text of spoilt(password).slice(0, 4))
    for (const credentials of [
      text,
      Buffer.from(`ana:${text}`).toString("base64"),
      Buffer.from(text).toString("base64"),
    ])
      outcomes.push(await basic.authenticate({ credentials, from: "192.0.2.1", secure: true }));

  const authenticator = await openTestIdentity({ corp: issuerConfig(issuer) });
  const dpop = { clock, replays: createReplayMemory() };
  for (const text of spoilt(token)) {
    outcomes.push(await authenticator.authenticate(text), await inspectToken(text, { authenticator }));
    for (const value of spoilt(proof)) {
      const possession = createPossessionCheck({ ...testRequest, scheme: "dpop", token: text, proofs: [value], dpop });
      outcomes.push(await authenticator.authenticate(text, { possession }), await readProof([value]));
    }
  }

  const revocations = createFileRevocations({ path: join(folder, "revocations.log"), clock });
  await revocations.add([
    createRevocation({ kind: "token", issuer: issuer.issuer, id: "t1" }, { now: testNow.getTime() }),
  ]);
  outcomes.push(await createRevocationCheck({ store: revocations })(accessTokenClaims()));
  const event = {
    issuer: issuer.issuer,
    audiences: [testAudience],
    algorithms: ["ES256" as const],
    keys: issuer.keys,
    clock,
  };
  for (const text of spoilt(token)) outcomes.push(await receiveSecurityEvent(text, { ...event, store: revocations }));

  const { pool, close } = await openPostgres(`postgres://somebody:${encodeURIComponent(password)}@127.0.0.1:1/x`);
  outcomes.push(await pool.query("SELECT 1", []).catch(unavailability));
  await close();
  const redis = await openRedis(`redis://somebody:${encodeURIComponent(password)}@127.0.0.1:1`);
  outcomes.push(await redis.client.mGet(["x"]).catch(unavailability));
  await redis.close();
  heard.stop();

  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
  const everything = [JSON.stringify(outcomes), heard.text(), ...files].join("\n");
  expect(outcomes.length).toBeGreaterThan(100);
  expect(everything.length).toBeGreaterThan(10_000);
  for (const secret of [created.text, unknown].map((text) => text.split("_")[2] ?? ""))
    expectNothingOf(secret, everything);
  for (const secret of [password, encodeURIComponent(password), Buffer.from(`ana:${password}`).toString("base64")])
    expectNothingOf(secret, everything);
  for (const part of [...token.split(".").slice(1), ...proof.split(".").slice(1)]) expectNothingOf(part, everything);
}, 60_000);

function expectNothingOf(secret: string, text: string): void {
  const parts = Array.from({ length: secret.length - 9 }, (_, at) => secret.slice(at, at + 10));
  expect(parts.length).toBeGreaterThan(0);
  expect(parts.filter((part) => text.includes(part))).toEqual([]);
}
