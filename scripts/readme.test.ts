import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { parsePolicy } from "@authz/dsl";
import { compile, parseFacts } from "@authz/engine";

const root = fileURLToPath(new URL("..", import.meta.url));
const readme = readFileSync(`${root}/README.md`, "utf8");

function block(language: string): string {
  const found = new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(readme)?.[1];
  if (found === undefined) throw new Error(`README.md has no ${language} block`);
  return found;
}

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
