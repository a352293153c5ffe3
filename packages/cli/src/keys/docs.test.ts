import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import * as identity from "@authz/identity";
import { createTestFolder, type TestFolder } from "../testing/folder.ts";
import { runCommand } from "../testing/run-command.ts";

const back = process.cwd();
const page = (name: string): string => readFileSync(join(import.meta.dirname, "../../../../docs", name), "utf8");
const pages = ["api-keys.md", "revocation.md"].map((name) => [name, page(name)] as const);

let folder: TestFolder;
beforeAll(() => {
  folder = createTestFolder((path) => process.chdir(path), back);
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = { iss: "https://login.example.com", jti: "t1" };
  folder.write("token.txt", `${encode({ alg: "RS256", typ: "at+jwt" })}.${encode(claims)}.AAAA`);
});
afterAll(() => folder.remove());

/** Lines to type, without those that need a server or another program. */
function linesOf(text: string): string[] {
  return [...text.matchAll(/```sh\n([^]*?)```/g)]
    .flatMap(([, block = ""]) => block.split("\n"))
    .map((line) => line.replace(/ +#.*$/, ""))
    .filter((line) => line.startsWith("authz ") && !/\||env:|--bearer/.test(line));
}

describe.each(pages)("docs/%s", (_, text) => {
  test("shows command lines that work, one after another", async () => {
    let id = "";
    expect(linesOf(text).length).toBeGreaterThan(2);
    for (const line of linesOf(text)) {
      const [command = "", file] = line.split(" > ");
      const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? "");
      const { code, out, err } = await runCommand(words.slice(1).map((word) => (word === "ID" ? id : word)));
      expect([line, code, err.startsWith("error")]).toEqual([line, 0, false]);
      if (file === undefined) continue;
      folder.write(file, out);
      id = out.split("_")[1] ?? "";
    }
  });

  test("imports what there is", () => {
    const imports = [...text.matchAll(/import \{ ([^}]+) \} from "@authz\/identity"/g)];
    const names = imports.flatMap(([, list = ""]) => list.split(", "));
    expect(names.length).toBeGreaterThan(4);
    expect(names.filter((name) => !Object.hasOwn(identity, name))).toEqual([]);
  });

  test("names codes of refusals that there are", () => {
    const codes = [...text.matchAll(/`((?:api-key|basic|proof|token|revocation|status)\/[a-z-]+)`/g)].map(
      ([, code]) => code,
    );
    expect(codes.length).toBeGreaterThan(1);
    expect(codes.filter((code) => !Object.hasOwn(identity.refusalCodes, code ?? ""))).toEqual([]);
  });
});

test("the pages state the limits that there are", () => {
  const limits = identity.identityLimits;
  const all = pages.map(([, text]) => text.replaceAll(/\s+/g, " ")).join("\n");
  for (const stated of [
    `age (${limits.proofSeconds} seconds, ${limits.proofAheadSeconds} ahead)`,
    `keeps ${limits.proofs.toLocaleString("en")} proofs`,
    `for ${limits.lockoutSeconds / 60} minutes`,
    `At most ${limits.passwordChecks} passwords`,
    `**within ${limits.revocationRefreshSeconds} second**`,
    `(${limits.lifetimeSeconds / 3_600} hours)`,
    `at most ${limits.statusListLength / 1_048_576} MiB unpacked`,
    `from ${limits.statusSecondsLeast} seconds to an hour`,
  ])
    expect(all).toContain(stated);
  expect([limits.passwordFailures, limits.lockoutEntries, limits.revocationSkewSeconds, limits.revocations]).toEqual([
    10, 10_000, 5, 1_000_000,
  ]);
  expect([limits.passwordMemorySeconds, limits.statusSecondsMost, limits.lastUsedSeconds]).toEqual([60, 3_600, 3_600]);
});
