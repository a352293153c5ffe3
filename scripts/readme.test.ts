import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { parsePolicy } from "@authz/dsl";
import { compile, parseFacts } from "@authz/engine";

const root = fileURLToPath(new URL("..", import.meta.url));
const readme = readFileSync(`${root}/README.md`, "utf8");

function block(language: string): string {
  const found = new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(readme)?.[1];
  if (found === undefined) throw new Error(`README.md has no ${language} block`);
  return found;
}

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "authz-readme-"));
  mkdirSync(join(folder, "policy"));
  writeFileSync(join(folder, "policy/documents.authz"), block("authz"));
  writeFileSync(join(folder, "facts.yaml"), block("yaml"));
  writeFileSync(join(folder, "program.mjs"), block("js"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the policy of the README compiles and decides what its rules say", () => {
  const { policy, diagnostics } = parsePolicy([{ name: "README.md", text: block("authz") }]);
  expect(diagnostics).toEqual([]);
  if (policy === undefined) throw new Error("no policy");
  const document = (id: string, locked: boolean): object => ({
    type: "Document",
    id,
    properties: { owner: { type: "User", id: "ana" }, locked },
  });
  const { facts } = parseFacts(policy, { entities: [document("d1", false), document("d2", true)] });
  if (facts === undefined) throw new Error("no facts");
  const engine = compile(policy, { facts });
  const ask = (name: string, id: string): string =>
    engine.check({ subject: { type: "User", id: "ana" }, action: { name }, resource: { type: "Document", id } }).code;
  expect([ask("read", "d1"), ask("update", "d1"), ask("update", "d2"), ask("read", "d2")]).toEqual([
    "granted",
    "granted",
    "denied_by_rule",
    "granted",
  ]);
});

test("the first command of the README decides", () => {
  const words = block("sh").split("\n")[0]?.split(" exec authz ")[1]?.split(" ") ?? [];
  const { status, stdout } = spawnSync(process.execPath, [`${root}/packages/cli/bin/authz.js`, ...words], {
    cwd: root,
    encoding: "utf8",
  });
  expect(stdout).toMatch(/^allowed User "bo" may read Invoice "acme\/1"/);
  expect(status).toBe(0);
});

test("the second command of the README is the one that CI runs", () => {
  expect(readFileSync(`${root}/.ci/run`, "utf8")).toContain(block("sh").split("\n")[1]);
});

test("the command finds in the facts of the README who it says", () => {
  const [typed = "", ...printed] = block("console").split("\n");
  const words = typed.replace("$ authz ", "").split(" ");
  const { stdout, stderr } = spawnSync(process.execPath, [`${root}/packages/cli/bin/authz.js`, ...words], {
    cwd: folder,
    encoding: "utf8",
  });
  expect({ stdout, stderr }).toEqual({ stdout: printed.join("\n"), stderr: "" });
});

test("the program of the README prints what its comment says", () => {
  const { stdout, stderr } = spawnSync(process.execPath, ["program.mjs"], { cwd: folder, encoding: "utf8" });
  expect({ stdout, stderr }).toEqual({ stdout: "granted\n", stderr: "" });
  expect(block("js")).toContain("// granted");
});

test("the table of the README has every verb", () => {
  const files = readdirSync(join(root, "packages/cli/src/commands")).filter((name) => !name.includes(".generated."));
  const verbs = files.map((name) => name.replace(".ts", ""));
  expect(verbs.filter((verb) => !new RegExp(`^\\|.*\`${verb}[ \`].*\\|.*\\|$`, "m").test(readme))).toEqual([]);
});
