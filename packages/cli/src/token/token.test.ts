import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from "jose";
import { createTestFolder, type TestFolder } from "../testing/folder.ts";
import { runCommand, type Outcome } from "../testing/run-command.ts";

const policy = `
subject User { department?: string }
subject Service
group Team of User
role auditor
resource Invoice {
  action read, pay
  allow auditor to read
  allow User to pay when subject has department and subject.department == "finance"
}
scope "invoices:read" covers read on Invoice
scope "invoices" covers * on Invoice
`;
const corp = {
  issuer: "https://login.example.com",
  audience: "https://api.example.com",
  algorithms: ["ES256"],
  keys: { file: "keys.json" },
  user: { type: "User" },
  roles: true,
  groups: { type: "Team" },
  attributes: { department: "department" },
};
const now = "2026-06-01T12:00:00Z";
const seconds = Date.parse(now) / 1000;
const claims = {
  iss: "https://login.example.com",
  sub: "ana",
  aud: "https://api.example.com",
  client_id: "app",
  exp: seconds + 300,
  iat: seconds,
  jti: "t1",
  scope: "invoices:read",
  roles: ["auditor"],
  groups: ["eu"],
};

let folder: TestFolder;
let key: CryptoKey;
const written: string[] = [];

beforeAll(async () => {
  folder = createTestFolder((path) => process.chdir(path), process.cwd());
  const pair = await generateKeyPair("ES256", { extractable: true });
  key = pair.privateKey;
  folder.write("policy/invoices.authz", policy);
  folder.write("etc/keys.json", JSON.stringify({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: "k1" }] }));
  folder.write("etc/authz.config.json", JSON.stringify({ identity: { issuers: { corp } } }));
  await writeToken("token.txt", {});
  await writeToken("finance.txt", { department: "finance", scope: "invoices" });
  await writeToken("expired.txt", { exp: seconds - 100 });
  await writeToken("id.txt", { nonce: "n" }, "JWT");
  await writeToken("elsewhere.txt", { scope: undefined, scp: ["invoices"] });
});
afterAll(() => folder.remove());

async function writeToken(name: string, changes: object, typ: string = "at+jwt"): Promise<void> {
  const token = await new SignJWT({ ...claims, ...changes })
    .setProtectedHeader({ alg: "ES256", kid: "k1", typ })
    .sign(key);
  written.push(token);
  folder.write(name, `${token}\n`);
}

const outputs: string[] = [];

async function run(words: readonly string[], input: string = ""): Promise<Outcome> {
  const outcome = await runCommand(words, input);
  outputs.push(outcome.out, outcome.err);
  return { ...outcome, out: outcome.out.replace(/sha256-[0-9a-f]+/g, "sha256-…") };
}

const config = ["--config", "etc/authz.config.json", "--at", now];

describe("authz token inspect", () => {
  test("an access token that is accepted", async () => {
    expect(await run(["token", "inspect", "token.txt", ...config])).toEqual({
      code: 0,
      err: "",
      out: `an access token (JWT)

  algorithm   \`ES256\`
  type        \`at+jwt\`
  key         \`k1\`
  issuer      \`https://login.example.com\`
  audience    \`https://api.example.com\`
  issued      2026-06-01T12:00:00.000Z
  expires     2026-06-01T12:05:00.000Z
  claims      \`iss\`, \`sub\`, \`aud\`, \`client_id\`, \`exp\`, \`iat\`, \`jti\`, \`scope\`, \`roles\`, \`groups\`

accepted User "corp/ana"

  kind        a user of the issuer corp
  scopes      invoices:read
  roles       ["auditor"]
  groups      [{"type":"Team","id":"corp/eu"}]
`,
    });
  });

  test("one that has expired, from standard input", async () => {
    const token = written[2] ?? "";
    const { code, out } = await run(["token", "inspect", "-", ...config], `Bearer ${token}\n`);
    expect(out.slice(out.indexOf("refused")))
      .toBe(`refused the token expired at 2026-06-01T11:58:20.000Z (token/expired)

  means       The token has expired.
  caller      is told invalid_token
`);
    expect(code).toBe(1);
  });

  test("one with scopes where the issuer's preset has none", async () => {
    const { out } = await run(["token", "inspect", "elsewhere.txt", ...config]);
    expect(out).toContain("  scopes      none: nothing is covered, since the token has them in `scp`\n");
    expect((await run(["check", "read", "Invoice:i1", "--bearer", "elsewhere.txt", ...config])).code).toBe(1);
  });

  test("one with the scheme DPoP before it", async () => {
    const { out } = await run(["token", "inspect", "-", ...config], `DPoP ${written[0] ?? ""}\n`);
    expect(out).toContain('accepted User "corp/ana"');
  });

  test("an ID token, as JSON", async () => {
    const { code, out } = await run(["token", "inspect", "id.txt", "--format", "json", ...config]);
    expect(JSON.parse(out)).toMatchObject({
      kind: "id-token",
      judged: { refusal: { ok: false, code: "token/type", message: expect.stringContaining("`at+jwt`") } },
    });
    expect(code).toBe(1);
  });

  test("without a configuration it is described and not judged", async () => {
    const { code, out } = await run(["token", "inspect", "token.txt"]);
    expect(out).toContain("not judged");
    expect(code).toBe(0);
  });

  test.each<readonly [words: readonly string[], err: string]>([
    [[], "error: what to do with which token is needed\n  for example: authz token inspect token.txt\n"],
    [
      ["show", "token.txt"],
      "error: what to do with which token is needed\n  for example: authz token inspect token.txt\n",
    ],
    [["inspect", "-"], "error: there is no token\n  put it into the file by itself\n"],
  ])("%j", async (words, err) => {
    expect(await run(["token", ...words])).toEqual({ code: 2, out: "", err });
  });

  test("a file that is not there", async () => {
    const { code, err } = await run(["token", "inspect", "tokn.txt"]);
    expect(err).toContain("error[files/not-found]");
    expect(code).toBe(2);
  });
});

describe("authz check --bearer", () => {
  const check = (...words: readonly string[]): Promise<Outcome> => run(["check", ...words, ...config]);

  test("decides for whoever the token stands for, with its scopes, roles and attributes", async () => {
    const allowed = await check("read", "Invoice:i1", "--bearer", "token.txt");
    expect(allowed.out).toContain('allowed User "corp/ana" may read Invoice "i1"');
    expect(allowed).toMatchObject({ code: 0, err: "" });
    const denied = await check("pay", "Invoice:i1", "--bearer", "token.txt", "--format", "json");
    expect(JSON.parse(denied.out)).toMatchObject({ decision: false, context: { code: "no_grant" } });
    expect(denied.code).toBe(1);
    expect((await check("pay", "Invoice:i1", "--bearer", "finance.txt")).code).toBe(0);
    const scope = await check(
      "pay",
      "Invoice:i1",
      "--bearer",
      "token.txt",
      "--subject-properties",
      '{"department":"finance"}',
    );
    expect(scope.out).toContain("insufficient_scope");
  });

  test("decides nothing for a token that is refused", async () => {
    const text = await check("read", "Invoice:i1", "--bearer", "expired.txt");
    expect(text.out).toMatch(/^refused the token expired at .* \(token\/expired\)\n/);
    expect(text).toMatchObject({ code: 2, err: "" });
    const json = await check("read", "Invoice:i1", "--bearer", "id.txt", "--format", "json");
    expect(JSON.parse(json.out)).toEqual({ error: { status: 401, code: "token/type", message: expect.anything() } });
    expect(json.code).toBe(2);
  });

  test.each<readonly [what: string, words: readonly string[], err: string]>([
    [
      "a subject beside it",
      ["User:ana", "read", "Invoice:i1", "--bearer", "token.txt"],
      "error: ACTION RESOURCE are needed with --bearer, which says who asks\n  for example: authz check read Invoice:i1 --bearer token.txt --config authz.config.json\n",
    ],
    [
      "claims beside it",
      ["read", "Invoice:i1", "--bearer", "token.txt", "--token", "claims.json"],
      "error: --token does not go with --bearer\n  the token says it\n",
    ],
    [
      "claims in the context",
      ["read", "Invoice:i1", "--bearer", "token.txt", "--context", '{"token":{}}'],
      "error: the token is given twice: in --context and by --bearer\n  keep one of the two\n",
    ],
    [
      "a request beside it",
      ["--request", "-", "--bearer", "token.txt"],
      "error: --bearer does not go with --request\n  write it into the request\n",
    ],
  ])("%s", async (_what, words, err) => {
    expect(await check(...words)).toEqual({ code: 2, out: "", err });
  });
});

describe("a configuration that cannot be used", () => {
  const ask = (path: string): Promise<Outcome> => run(["token", "inspect", "token.txt", "--config", path]);

  test("is said where it is wrong", async () => {
    folder.write(
      "wrong.json",
      `{ "identity": { "issuers": { "corp": {\n  "issuer": "x", "audience": "y",\n  "algorithms": ["none"] } } } }`,
    );
    expect((await ask("wrong.json")).err).toMatch(
      /^error: wrong\.json:3:18: \/identity\/issuers\/corp\/algorithms\/0: must be equal to one of the allowed values: HS256/,
    );
    folder.write(
      "wrong.yaml",
      "identity:\n  issuers:\n    corp: { issuer: x, audience: y, keys: { url: http://a.example } }\n",
    );
    expect((await ask("wrong.yaml")).err).toContain("wrong.yaml:3:11: /identity/issuers/corp:");
  });

  test("names keys that cannot be had: nothing was refused", async () => {
    const elsewhere = { ...corp, keys: { file: "gone.json" } };
    folder.write("elsewhere.json", JSON.stringify({ identity: { issuers: { corp: elsewhere } } }));
    const { code, out } = await ask("elsewhere.json");
    expect(out).toContain("the issuer's keys cannot be had: the file cannot be read (keys/unavailable)");
    expect(code).toBe(2);
  });

  test("has no section, is no JSON, is not there", async () => {
    folder.write("other.json", "{}");
    folder.write("broken.json", "{");
    expect((await ask("other.json")).err).toContain("`other.json` has no `identity` section");
    expect((await ask("broken.json")).err).toContain("error[files/malformed-json]");
    const missing = await ask("missing.json");
    expect(missing.err).toContain("error[files/not-found]");
    expect(missing.code).toBe(2);
  });
});

test("no part of a token was ever shown", () => {
  const parts = written.flatMap((token) => token.split(".")).flatMap((part) => part.match(/.{16}/g) ?? []);
  expect(parts.filter((part) => outputs.some((output) => output.includes(part)))).toEqual([]);
  expect(outputs.length).toBeGreaterThan(20);
});
