import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createTestFolder, type TestFolder } from "../../testing/folder.ts";
import { runCommand } from "../../testing/run-command.ts";

let folder: TestFolder;
beforeAll(() => {
  folder = createTestFolder((path) => process.chdir(path), process.cwd());
  folder.write(
    "policy/a.authz",
    "subject User\nrole auditor\nresource Doc {\n  action write\n  allow anyone to write\n}\n",
  );
});
afterAll(() => folder.remove());

/** `severity code` of what is found with a configuration. */
async function found(config: unknown, name = "authz.config.json"): Promise<readonly string[]> {
  folder.write(name, typeof config === "string" ? config : JSON.stringify(config));
  const { out } = await runCommand(["lint", "--config", name, "--format", "json"]);
  const { diagnostics } = JSON.parse(out) as { readonly diagnostics: readonly { severity: string; code: string }[] };
  return diagnostics.map(({ severity, code }) => `${severity} ${code}`);
}

const byDefault = ["warning lint/unused-role", "error lint/public-write"];

describe("levels", () => {
  test("come from the recommended set", async () => {
    expect(await found({})).toEqual(byDefault);
    expect(await found({ lint: { extends: [] } })).toEqual([]);
  });

  test("of a group are for its rules that are on, a rule's own level wins", async () => {
    expect(await found({ lint: { rules: { security: "info", correctness: "off" } } })).toEqual([
      "info lint/public-write",
    ]);
    expect(await found({ lint: { rules: { correctness: "off", "lint/unused-role": "error" } } })).toEqual([
      "error lint/unused-role",
      "error lint/public-write",
    ]);
  });

  test("switch on what the sets do not hold", async () => {
    const rules = { "lint/missing-doc-comment": ["warning", { kinds: ["role"] }] };
    expect(await found({ lint: { extends: [], rules } })).toEqual(["warning lint/missing-doc-comment"]);
  });

  test("may be written in YAML", async () => {
    expect(await found("lint:\n  rules:\n    lint/unused-role: off\n", "authz.config.yaml")).toEqual([
      "error lint/public-write",
    ]);
    expect(await found("", "authz.config.yaml")).toEqual(byDefault);
  });
});

test("files that match a glob are left out, but not what does not compile", async () => {
  expect(await found({ lint: { ignore: ["policy/**"] } })).toEqual([]);
  expect(await found({ lint: { ignore: ["*.authz"] } })).toEqual(byDefault);
});

test("the file is found above the policy", async () => {
  folder.write("nested/authz.config.json", '{ "lint": { "extends": [] } }');
  folder.write("nested/deep/a.authz", "subject User\nrole auditor\n");
  expect((await runCommand(["lint", "--policy", "nested/deep"])).out).toBe("no findings in 1 file\n");
  folder.write("nested/authz.config.yml", "lint: {}\n");
  expect((await runCommand(["lint", "--policy", "nested/deep"])).err).toContain("there are two configuration files");
});

describe("what is wrong with the file is said with its place", () => {
  test.each([
    ['{ "lnt": {} }', "1:3: there is no `lnt` here", "did you mean `lint`?"],
    ['{ "lint": { "rules": { "unused-role": "off" } } }', "1:24: there is no `unused-role`", "`lint/unused-role`?"],
    ['{ "lint": { "rules": { "lint/unusd-role": "off" } } }', "1:24: there is no", "did you mean `lint/unused-role`?"],
    ['{ "lint": { "rules": { "security": "eror" } } }', "1:36: this must be one of `off`, `info`", ""],
    ['{ "lint": { "rules": { "lint/unused-role": "of" } } }', "1:44: this must be one of `off`", ""],
    ['{ "lint": { "rules": { "lint/unused-role": ["off", { "a": 1 }] } } }', "1:54: there is no `a` here", ""],
    ['{ "lint": { "rules": { "lint/unused-role": ["of", {}] } } }', "1:45: this must be one of `off`", ""],
    ['{ "lint": { "rules": { "lint/public-write": ["off", { "changing": "x" }] } } }', "1:67: this must be array", ""],
    ['{ "lint": { "ignore": "x" } }', "1:23: this must be array", ""],
    ["[]", "1:1: this must be object", ""],
    ['{ "lint": {}, "__proto__": 1 }', "1:15: there is no `__proto__` here", ""],
    ["{", "1:", ""],
  ])("%s", async (text, message, help) => {
    folder.write("authz.config.json", text);
    const { code, out, err } = await runCommand(["lint", "--config", "authz.config.json"]);
    expect(err).toContain(`error: authz.config.json:${message}`);
    expect(err).toContain(help);
    expect([code, out]).toEqual([2, ""]);
  });

  test("a file that is not there", async () => {
    const { code, err } = await runCommand(["lint", "--config", "gone.json"]);
    expect(err).toContain("there is no file or folder `gone.json`");
    expect(code).toBe(2);
  });
});
