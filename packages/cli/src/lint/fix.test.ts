import { afterAll, beforeEach, beforeAll, expect, test } from "@jest/globals";
import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { createTestFolder, type TestFolder } from "../testing/folder.ts";
import { runCommand } from "../testing/run-command.ts";

const before = `subject User
role auditor, editor
resource Doc {
  public: boolean
  action read
  see: allow editor to read unless not resource.public
  look: allow editor to read unless not resource.public
}
`;
const safelyFixed = `subject User
role auditor, editor
resource Doc {
  public: boolean
  action read
  see: allow editor to read when resource.public
}
`;

let folder: TestFolder;
beforeAll(() => {
  folder = createTestFolder((path) => process.chdir(path), process.cwd());
});
beforeEach(() => folder.write("policy/a.authz", before));
afterAll(() => folder.remove());

test("--fix makes the safe fixes and reports what is left", async () => {
  const { code, out } = await runCommand(["lint", "--fix"]);
  expect(readFileSync("policy/a.authz", "utf8")).toBe(safelyFixed);
  expect(out).toMatch(/fixed 2 findings\n1 warning in 1 file \(1 can be fixed with --fix --unsafe\)\n$/);
  expect(code).toBe(0);
});

test("--fix --unsafe makes the others, too", async () => {
  const { out } = await runCommand(["lint", "--fix", "--unsafe"]);
  expect(readFileSync("policy/a.authz", "utf8")).toBe(safelyFixed.replace("auditor, ", ""));
  expect(out).toBe("fixed 3 findings\nno findings in 1 file\n");
});

test("--diff shows the fixes and writes nothing", async () => {
  const { code, out } = await runCommand(["lint", "--fix", "--diff"]);
  expect(readFileSync("policy/a.authz", "utf8")).toBe(before);
  expect(out.slice(0, out.indexOf("\n\n"))).toBe(`--- a/policy/a.authz
+++ b/policy/a.authz
@@ -3,6 +3,5 @@
 resource Doc {
   public: boolean
   action read
-  see: allow editor to read unless not resource.public
-  look: allow editor to read unless not resource.public
+  see: allow editor to read when resource.public
 }`);
  expect(out).toContain("4 warnings in 1 file");
  expect(code).toBe(0);
});

test("modes and links stay, and no drafts", async () => {
  folder.write("real/a.authz", before);
  chmodSync("real/a.authz", 0o640);
  folder.write("linked/b.authz", "// nothing\n");
  symlinkSync("../real/a.authz", "linked/a.authz");
  await runCommand(["lint", "--fix", "--policy", "linked"]);
  expect(readFileSync("real/a.authz", "utf8")).toBe(safelyFixed);
  expect(statSync("real/a.authz").mode & 0o777).toBe(0o640);
  expect(lstatSync("linked/a.authz").isSymbolicLink()).toBe(true);
  expect(readdirSync("real")).toEqual(["a.authz"]);
});

test("a read-only file is not written, and that is said", async () => {
  folder.write("locked/a.authz", before);
  chmodSync("locked/a.authz", 0o444);
  expect(await runCommand(["lint", "--fix", "--policy", "locked"])).toEqual({
    code: 2,
    out: "",
    err: `error: not all fixes were made: \`locked/a.authz\` cannot be written: it is read-only
  make the file and its folder writable for whoever runs this
`,
  });
  expect(readFileSync("locked/a.authz", "utf8")).toBe(before);
  expect(readdirSync("locked")).toEqual(["a.authz"]);
});

test("a policy that does not compile is left alone", async () => {
  folder.write("policy/a.authz", `${before}rule\n`);
  expect((await runCommand(["lint", "--fix"])).code).toBe(1);
  expect(readFileSync("policy/a.authz", "utf8")).toBe(`${before}rule\n`);
});

test.each([
  [["--unsafe"], "--unsafe says which fixes to make"],
  [["--diff", "--format", "json"], "--diff shows text"],
])("%j is no question", async (words, message) => {
  const { code, err } = await runCommand(["lint", ...words]);
  expect(err).toContain(message);
  expect(code).toBe(2);
});
