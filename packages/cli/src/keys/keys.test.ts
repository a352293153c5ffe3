import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { apiKeyPattern, openPostgres } from "@authz/identity";
import { createTestFolder, type TestFolder } from "../testing/folder.ts";
import { runCommand, type Outcome } from "../testing/run-command.ts";

const back = process.cwd();
let folder: TestFolder;
beforeAll(() => {
  folder = createTestFolder((path) => process.chdir(path), back);
});
afterAll(() => folder.remove());

/** Everything that was printed, but for what `create` and `rotate` are there to print. */
let printed = "";
const secrets = new Set<string>();

async function run(...words: readonly string[]): Promise<Outcome> {
  const outcome = await runCommand(["keys", ...words]);
  const text = outcome.out + outcome.err;
  const [secret] = apiKeyPattern.exec(text) ?? [];
  if (secret !== undefined && ["create", "rotate"].includes(words[0] ?? "")) secrets.add(secret);
  printed += secret === undefined ? text : text.replace(secret, "");
  return outcome;
}

async function create(...words: readonly string[]): Promise<{ readonly id: string; readonly text: string }> {
  const made = await run("create", "--name", "nightly export", "--subject", "Service:export", ...words);
  expect(made.code).toBe(0);
  const text = made.out.trim();
  return { id: text.split("_")[1] ?? "", text };
}

async function verify(text: string, ...words: readonly string[]): Promise<Outcome> {
  const outcome = await runCommand(["keys", "verify", "-", ...words], text);
  printed += outcome.out + outcome.err;
  return outcome;
}

const database = `authz_test_cli_${randomUUID().slice(0, 8)}`;
const admin = await openPostgres("postgres://postgres@127.0.0.1:5432/postgres");
const there = await admin.pool.query(`CREATE DATABASE ${database}`, []).then(
  () => true,
  () => false,
);
const own = there ? await openPostgres(`postgres://postgres@127.0.0.1:5432/${database}`) : undefined;
afterAll(async () => {
  await own?.close();
  if (there) await admin.pool.query(`DROP DATABASE ${database} WITH (FORCE)`, []);
  await admin.close();
});

const stores: (readonly [string, readonly string[]])[] = [["a file", []]];
if (own === undefined) test.todo("keys in PostgreSQL: skipped, because none answers on 127.0.0.1:5432");
else {
  stores.push(["PostgreSQL", ["--store", "env:AUTHZ_TEST_DATABASE"]]);
  process.env["AUTHZ_TEST_DATABASE"] = `postgres://postgres@127.0.0.1:5432/${database}`;

  test("keys migration prints what makes the table", async () => {
    const before = await run("list", "--store", "env:AUTHZ_TEST_DATABASE");
    expect(before).toEqual({
      code: 2,
      out: "",
      err: "error: the keys cannot be used: PostgreSQL fails (42P01) (api-key/unavailable)\n",
    });
    const { code, out } = await run("migration");
    expect(code).toBe(0);
    for (const _ of [1, 2]) await own.pool.query(out, []);
    expect((await run("list", "--store", "env:AUTHZ_TEST_DATABASE")).out).toBe("There are no keys.\n");
  });
}

describe.each(stores)("keys in %s", (_, store) => {
  test("create prints the key alone, and what it is beside it", async () => {
    const made = await run(
      "create",
      "--name",
      "ci",
      "--subject",
      "Service:ci",
      "--role",
      "auditor",
      "--expires",
      "1h",
      ...store,
    );
    expect(made.code).toBe(0);
    expect(made.out).toMatch(/^authz_[0-9A-Za-z]{11}_[0-9A-Za-z]{49}\n$/);
    expect(made.err).toMatch(
      /^[0-9A-Za-z]{11} active ci\n {2}for {9}Service "ci"\n {2}scopes {6}none: nothing is covered\n {2}roles {7}auditor\n/,
    );
    expect(made.err).toMatch(/\nThis is the only time that the key is shown\.\n$/);
  });

  test("verify says for whom it stands, and exits with 1 for one that is not in force", async () => {
    const { text, id } = await create("--scope", "invoices:read invoices:send", ...store);
    expect(await verify(text, ...store)).toEqual({
      code: 0,
      out: `accepted Service "export"\n\n  key         ${id}\n  scopes      invoices:read invoices:send\n`,
      err: "",
    });
    const refused = await verify(`${text.slice(0, -1)}${text.endsWith("0") ? "1" : "0"}`, ...store, "--format", "json");
    expect(refused).toMatchObject({ code: 1, err: "" });
    expect(JSON.parse(refused.out)).toEqual({
      error: { status: 401, code: "api-key/malformed", message: "the key is none of ours, or was not copied whole" },
    });
  });

  test("rotate leaves both in force for the overlap, and revoke ends one at once", async () => {
    const old = await create(...store);
    const rotated = await run("rotate", old.id, "--overlap", "1h", ...store);
    expect(rotated.code).toBe(0);
    const next = rotated.out.trim();
    expect([(await verify(old.text, ...store)).code, (await verify(next, ...store)).code]).toEqual([0, 0]);
    const again = await run("rotate", old.id, ...store);
    expect(again).toMatchObject({ code: 2, out: "" });
    expect(again.err).toMatch(/^error: the key was rotated before: \w{11} took its place \(api-key\/request\)\n$/);
    expect((await run("revoke", old.id, ...store)).out).toMatch(/^\w{11} revoked nightly export\n/);
    expect([(await verify(old.text, ...store)).code, (await verify(next, ...store)).code]).toEqual([1, 0]);
    const at = await run("rotate", next.split("_")[1] ?? "", "--overlap", "0s", "--format", "json", ...store);
    expect(JSON.parse(at.out)).toMatchObject({ key: { state: "active", scopes: [] } });
    expect((await verify(next, ...store)).code).toBe(1);
  });

  test("list shows every key for people and for programs, and no hash", async () => {
    const { id } = await create("--all-scopes", "--expires", "never", ...store);
    const listed = await run("list", ...store);
    expect(listed.out).toMatch(new RegExp(`^${id} active nightly export$`, "m"));
    const { keys } = JSON.parse((await run("list", "--format", "json", ...store)).out) as { keys: { id: string }[] };
    const key = keys.find((each) => each.id === id);
    expect(key).toMatchObject({ scopes: "all", subject: { type: "Service", id: "export" }, state: "active" });
    expect(key).not.toHaveProperty("hash");
    expect(key).not.toHaveProperty("expiresAt");
  });
});

describe("a question that cannot be asked exits with 2", () => {
  test.each<[readonly string[], string]>([
    [["create"], "--name and --subject are needed"],
    [["create", "--name", "x", "--subject", "export"], "--subject takes Type:id, not `export`"],
    [
      ["create", "--name", "x", "--subject", "S:x", "--expires", "soon"],
      "--expires takes a duration such as 90d or 12h",
    ],
    [
      ["create", "--name", "x", "--subject", "S:x", "--scope", "a", "--all-scopes"],
      "--scope and --all-scopes contradict",
    ],
    [["create", "--name", "x", "--subject", "S:*"], "its subject is no `Type:id` of somebody in particular"],
    [["create", "--name", "x", "--subject", "S:x", "--prefix", "My"], "--prefix takes a small letter"],
    [["rotate"], "which key is needed: its id"],
    [["rotate", "00000000000"], "there is no key with this id"],
    [["revoke", "00000000000"], "there is no key with this id"],
    [["verify"], "a file with the key is needed"],
    [["verify", "nowhere.txt"], "nowhere.txt"],
    [["list", "--store", "redis://localhost"], "--store takes no address of Redis"],
    [["list", "--store", "env:AUTHZ_TEST_UNSET"], "`AUTHZ_TEST_UNSET`, which is not set"],
    [["list", "--store", "postgres://somebody:hunter2@127.0.0.1:1/x"], "PostgreSQL fails (ECONNREFUSED)"],
    [["list", "--store", "/proc/nowhere/keys.json"], "There are no keys"],
  ])("%j", async (words, message) => {
    const { code, out, err } = await run(...words);
    expect(code).toBe(message === "There are no keys" ? 0 : 2);
    expect(out + err).toContain(message);
  });

  test("with a whole key instead of its id, which is not repeated", async () => {
    const { text, id } = await create();
    const { code, err } = await run("revoke", text);
    expect(code).toBe(2);
    expect(err).toContain(`the id is ${id}`);
    expect(err).not.toContain(text.slice(20, 40));
  });
});

test("no key, and no part of one, is in anything that was printed or written", async () => {
  expect(secrets.size).toBeGreaterThan(8);
  const files = readdirSync(".").map((name) => readFileSync(name, "utf8"));
  const rows = own === undefined ? [] : (await own.pool.query("SELECT * FROM authz_api_keys", [])).rows;
  const everything = [printed, ...files, JSON.stringify(rows)].join("\n");
  for (const secret of secrets) {
    const part = secret.split("_")[2] ?? "";
    for (let at = 0; at + 10 <= part.length; at += 5) expect(everything).not.toContain(part.slice(at, at + 10));
  }
  expect(everything).not.toContain("hunter2");
  expect(statSync("authz-keys.json").mode & 0o777).toBe(0o600);
});
