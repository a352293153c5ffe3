import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { chmodSync, lstatSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync } from "node:fs";
import { createTestFolder, type TestFolder } from "../testing/folder.ts";
import { runCommand } from "../testing/run-command.ts";

const untidy = "subject   User\nresource Doc{action read}\n";
const tidy = "subject User\nresource Doc {\n  action read\n}\n";

let folder: TestFolder;
beforeAll(() => {
  folder = createTestFolder((path) => process.chdir(path), process.cwd());
});
beforeEach(() => {
  folder.write("policy/untidy.authz", untidy);
  folder.write("policy/tidy.authz", tidy);
});
afterAll(() => folder.remove());

function read(name: string): string {
  return readFileSync(name, "utf8");
}

describe("without arguments", () => {
  test("formats the policy in place and prints what changed", async () => {
    expect(await runCommand(["fmt"])).toEqual({
      code: 0,
      out: "policy/untidy.authz\nformatted 1 of 2 files\n",
      err: "",
    });
    expect(read("policy/untidy.authz")).toBe(tidy);
    expect(await runCommand(["fmt"])).toEqual({ code: 0, out: "2 files, nothing to format\n", err: "" });
  });

  test("--policy says which one", async () => {
    folder.write("other.authz", untidy);
    expect((await runCommand(["fmt", "--policy", "other.authz"])).out).toBe("other.authz\nformatted 1 of 1 file\n");
    expect(read("policy/untidy.authz")).toBe(untidy);
  });

  test("as JSON", async () => {
    const { out } = await runCommand(["fmt", "--format", "json"]);
    expect(JSON.parse(out)).toEqual({
      files: [
        { name: "policy/tidy.authz", changed: false },
        { name: "policy/untidy.authz", changed: true },
      ],
      diagnostics: [],
      summary: { files: 2, changed: 1, unwritten: 0 },
    });
  });
});

describe("a check", () => {
  test("lists what would change, changes nothing, and exits with 1", async () => {
    expect(await runCommand(["fmt", "--check"])).toEqual({
      code: 1,
      out: "policy/untidy.authz\n1 of 2 files is not formatted\n",
      err: "",
    });
    expect(read("policy/untidy.authz")).toBe(untidy);
    expect((await runCommand(["fmt", "--check", "policy/tidy.authz"])).code).toBe(0);
  });

  test("--diff shows it", async () => {
    expect(await runCommand(["fmt", "--diff"])).toEqual({
      code: 1,
      out: `--- a/policy/untidy.authz
+++ b/policy/untidy.authz
@@ -1,2 +1,4 @@
-subject   User
-resource Doc{action read}
+subject User
+resource Doc {
+  action read
+}
1 of 2 files is not formatted
`,
      err: "",
    });
    expect(read("policy/untidy.authz")).toBe(untidy);
    const { out } = await runCommand(["fmt", "--diff", "--format", "json"]);
    expect(JSON.parse(out)).toMatchObject({ files: [{}, { diff: expect.stringContaining("\n-subject   User\n") }] });
  });

  test("--diff of a text where everything changes does not take for ever", async () => {
    folder.write("long.authz", "role   a\r\n".repeat(20_000));
    const { out } = await runCommand(["fmt", "--diff", "long.authz"]);
    expect(out.match(/^-role {3}a\r$/gm)).toHaveLength(20_000);
    expect(out.match(/^\+role a\r$/gm)).toHaveLength(20_000);
  });
});

describe("standard input", () => {
  test("comes out formatted", async () => {
    expect(await runCommand(["fmt", "-"], untidy)).toEqual({ code: 0, out: tidy, err: "" });
    expect(await runCommand(["fmt", "-"], "\uFEFFrole  é\r\n")).toEqual({
      code: 1,
      out: expect.anything(),
      err: expect.anything(),
    });
    expect((await runCommand(["fmt", "-"], "\uFEFFrole  a // é\r\n")).out).toBe("\uFEFFrole a  // é\r\n");
  });

  test("may be checked only", async () => {
    expect(await runCommand(["fmt", "-", "--check"], untidy)).toEqual({
      code: 1,
      out: "stdin\n1 of 1 file is not formatted\n",
      err: "",
    });
    expect((await runCommand(["fmt", "-", "--check"], tidy)).code).toBe(0);
  });

  test("that is not UTF-8 cannot be formatted", async () => {
    const { code, out, err } = await runCommand(["fmt", "-"], Uint8Array.from([0x72, 0xe9]));
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("standard input is not UTF-8");
  });

  test("that is too long is not kept", async () => {
    const { code, err } = await runCommand(["fmt", "-"], new Uint8Array(3_200_000).fill(32));
    expect(code).toBe(2);
    expect(err).toContain("standard input has more than 1048576 characters");
  });
});

describe("syntax errors", () => {
  test("are reported; what has them stays, the rest is formatted, and the exit code is 1", async () => {
    folder.write("broken.authz", "role   a\n\nallow   to  read\n\nrole   b\n");
    const { code, out, err } = await runCommand(["fmt", "broken.authz"]);
    expect({ code, out }).toEqual({ code: 1, out: "broken.authz\nformatted 1 of 1 file\n" });
    expect(err).toContain("\n --> broken.authz:3:9\n  |\n3 | allow   to  read\n");
    expect(err).toMatch(/^error\[syntax\/.*\n\nwhat has a syntax error was left as it is; the rest is formatted\n$/s);
    expect(read("broken.authz")).toBe("role a\n\nallow   to  read\n\nrole b\n");
  });
});

describe("files", () => {
  test("keep their mode, and a link stays a link", async () => {
    folder.write("real/script.authz", untidy);
    chmodSync("real/script.authz", 0o750);
    symlinkSync("real/script.authz", "link.authz");
    expect((await runCommand(["fmt", "link.authz"])).code).toBe(0);
    expect(lstatSync("link.authz").isSymbolicLink()).toBe(true);
    expect(read("real/script.authz")).toBe(tidy);
    expect(statSync("real/script.authz").mode & 0o7777).toBe(0o750);
    expect(readdirSync("real")).toEqual(["script.authz"]);
  });

  test("that are formatted are not touched", async () => {
    const before = statSync("policy/tidy.authz", { bigint: true }).mtimeNs;
    await runCommand(["fmt"]);
    expect(statSync("policy/tidy.authz", { bigint: true }).mtimeNs).toBe(before);
  });

  test("that are read-only stay so, and the others are formatted", async () => {
    folder.write("policy/locked.authz", untidy);
    chmodSync("policy/locked.authz", 0o444);
    expect(await runCommand(["fmt"])).toEqual({
      code: 2,
      out: "policy/untidy.authz\nformatted 1 of 3 files\n",
      err: `error[files/unwritable]: \`policy/locked.authz\` cannot be written: it is read-only
 --> policy/locked.authz
  = help: make the file and its folder writable for whoever runs this

`,
    });
    expect(read("policy/locked.authz")).toBe(untidy);
    expect((await runCommand(["fmt", "--check"])).code).toBe(1);
    chmodSync("policy/locked.authz", 0o644);
    await runCommand(["fmt"]);
  });

  test("that cannot be read do not keep the others from it", async () => {
    folder.write("policy/latin.authz", Uint8Array.from([0x72, 0xe9]));
    const { code, out, err } = await runCommand(["fmt", "gone.authz", "policy"]);
    expect(code).toBe(2);
    expect(out).toContain("policy/untidy.authz\nformatted 1 of ");
    expect(err).toContain("there is no file or folder `gone.authz`");
    expect(err).toContain("latin.authz");
    expect(readFileSync("policy/latin.authz")).toEqual(Buffer.from([0x72, 0xe9]));
    folder.write("policy/latin.authz", tidy);
  });

  test("named twice are formatted once", async () => {
    expect((await runCommand(["fmt", "policy", "./policy/untidy.authz", "--check"])).out).toMatch(/^1 of /m);
  });

  test("there have to be", async () => {
    mkdirSync("empty", { recursive: true });
    const { code, out, err } = await runCommand(["fmt", "empty"]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("has no file whose name ends in `.authz`");
  });
});

describe("what cannot be asked", () => {
  test.each([
    [["fmt", "a.authz", "--policy", "b.authz"], "error: what to format is said twice\n"],
    [["fmt", "-", "a.authz"], "error: `-` is standard input, and stands alone\n"],
    [["fmt", ""], "error: an empty argument names no file\n"],
  ])("%j", async (words, message) => {
    const { code, err } = await runCommand(words);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
