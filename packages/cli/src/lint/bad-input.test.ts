import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createTestFolder, type TestFolder } from "../testing/folder.ts";
import { runCommand } from "../testing/run-command.ts";

let folder: TestFolder;
beforeAll(() => {
  folder = createTestFolder((path) => process.chdir(path), process.cwd());
});
afterAll(() => folder.remove());

const doc = "subject User\nresource Doc {\n  n: number\n  action read\n  allow User to read";
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The codes and places that lint reports of a policy file. */
async function lint(text: string | Uint8Array): Promise<readonly string[]> {
  folder.write("x.authz", text);
  const { code, out, err } = await runCommand(["lint", "--policy", "x.authz", "--format", "json"]);
  const { diagnostics } = JSON.parse(out) as {
    readonly diagnostics: readonly {
      readonly code: string;
      readonly severity: string;
      readonly location: { line: number; column: number };
    }[];
  };
  expect(err).toBe("");
  expect(code).toBe(diagnostics.some(({ severity }) => severity === "error") ? 1 : 0);
  // For people it must not fail either, and must not steer their terminal.
  expect((await runCommand(["lint", "--policy", "x.authz"])).out).not.toMatch(/\p{Cf}|(?!\n)\p{Cc}/u);
  return diagnostics.map((found) => `${found.code} ${found.location.line}:${found.location.column}`);
}

describe("bad input is found where it is", () => {
  const inputs: readonly (readonly [what: string, text: string | Uint8Array, found: readonly string[]])[] = [
    ["an empty policy", "", ["policy/empty 1:1"]],
    ["a NUL", "subject User\0\n", ["text/nul 1:13"]],
    ["a bidirectional control", "subject User // \u202e\n", ["text/invisible-character 1:17"]],
    ["a zero-width space", "subject Us\u200ber\n", ["text/invisible-character 1:11"]],
    ["an escape sequence", "subject User \u001b\n", ["text/control-character 1:14"]],
    ["65 nested parentheses", `${doc} when ${"(".repeat(65)}true${")".repeat(65)}\n}\n`, ["syntax/too-deep 5:90"]],
    ["100,000 nested parentheses", `${doc} when ${"(".repeat(100_000)}\n}\n`, ["syntax/too-deep 5:90"]],
    ["a file over the limit", " ".repeat(1_048_577), ["files/too-large 1:1"]],
    ["bytes over the limit", new Uint8Array(3 * 1_048_576 + 1), ["files/too-large 1:1"]],
    ["an unterminated string", `${doc} when resource.n == 1 because "no\n}\n`, ["syntax/unclosed-string 5:51"]],
    ["a duplicate", "subject User\nsubject User\n", ["names/duplicate 2:9"]],
    [
      "names that differ in case only",
      "subject User\nrole admin\nrole Admin includes admin\nresource Door {\n  action open\n  allow admin to open\n}\n",
      ["names/case-only 3:6"],
    ],
    ["a circle", "role a includes b\nrole b includes a\n", ["roles/includes-cycle 1:17"]],
    ["a number past 2^53", `${doc} when resource.n == 9007199254740993\n}\n`, ["syntax/number-range 5:41"]],
    ["no number", `${doc} when resource.n == NaN\n}\n`, ["types/unknown-root 5:41"]],
    ["a day that does not exist", `${doc} when now < time "2026-02-30T00:00:00Z"\n}\n`, ["syntax/malformed-time 5:38"]],
    [
      "an address that is none",
      "context { from?: ip }\n" + `${doc} when context has from and context.from in ip "10.0.0.1/8"\n}\n`,
      ["syntax/host-bits 6:67"],
    ],
    ["overlong bytes", Uint8Array.from([...bytes("subject User\nrole "), 0xc0, 0xaf]), ["files/not-utf8 2:6"]],
  ];
  test.each(inputs)("%s", async (_what, text, found) => {
    expect(await lint(text)).toEqual(found);
  });

  test.each(["android", "index", "tomato", "allowed", "orchid", "notary", "__proto__", "constructor", "toString"])(
    "%s is a name",
    async (name) => {
      expect(
        await lint(`subject User\nrole ${name}\nresource Doc {\n  action ${name}\n  allow ${name} to ${name}\n}\n`),
      ).toEqual([]);
    },
  );
});
