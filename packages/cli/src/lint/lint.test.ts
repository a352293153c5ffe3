import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createTestFolder, type TestFolder } from "../testing/folder.ts";
import { runCommand } from "../testing/run-command.ts";

let folder: TestFolder;
beforeAll(() => {
  folder = createTestFolder((path) => process.chdir(path), process.cwd());
  folder.write("good/a.authz", "subject User\nresource Doc { action read\n allow User to read }\n");
  folder.write("good/b.authz", "claim: never anyone to read on Doc\n");
  const lines = ["subject User", "role auditor includes employe", "role employee includes employee", ""];
  folder.write("bad.authz", [...lines, "resource Doc { action read  allow Usr to read }", ""].join("\n"));
});
afterAll(() => folder.remove());

describe("a policy without findings", () => {
  test("says so, and what it did not prove", async () => {
    expect(await runCommand(["lint", "--policy", "good"])).toEqual({
      code: 0,
      out: "no findings in 2 files\nnote: 1 claim (never, always) checked for form; not proved that they hold\n",
      err: "",
    });
  });

  test("as JSON", async () => {
    const { code, out } = await runCommand(["lint", "--policy", "good", "--format", "json"]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      policy: expect.stringMatching(/^sha256-[0-9a-f]{64}$/),
      diagnostics: [],
      summary: { files: 2, errors: 0, warnings: 0, infos: 0, fixed: 0 },
    });
  });

  test("is found in ./policy, or else in the current folder", async () => {
    expect((await runCommand(["lint"])).out).toContain(" in 3 files\n");
    folder.write("policy/x.authz", "subject Only\n");
    expect((await runCommand(["lint"])).out).toBe("no findings in 1 file\n");
  });
});

describe("a policy with errors", () => {
  test("shows each with its place", async () => {
    const { code, out } = await runCommand(["lint", "--policy", "bad.authz"]);
    expect(out).toBe(`error[names/unknown-role]: there is no application-wide role \`employe\`
 --> bad.authz:2:23
  |
2 | role auditor includes employe
  |                       ^^^^^^^
  = help: did you mean \`employee\`?

error[roles/includes-cycle]: \`employee\` includes itself: employee → employee
 --> bad.authz:3:24
  |
3 | role employee includes employee
  |                        ^^^^^^^^
  = help: remove one \`includes\` of the circle

error[names/unknown-people]: \`Usr\` is no role, people or subject type here, on \`Doc\`
 --> bad.authz:5:35
  |
5 | resource Doc { action read  allow Usr to read }
  |                                   ^^^
  = help: did you mean \`User\`?

3 errors in 1 file
`);
    expect(code).toBe(1);
  });

  test("as JSON, with all that an editor needs", async () => {
    const { code, out } = await runCommand(["lint", "--policy", "bad.authz", "--format", "json"]);
    const report = JSON.parse(out) as { diagnostics: readonly unknown[]; summary: unknown };
    expect(code).toBe(1);
    expect(report).not.toHaveProperty("policy");
    expect(report.summary).toEqual({ files: 1, errors: 3, warnings: 0, infos: 0, fixed: 0 });
    expect(report.diagnostics[0]).toEqual({
      code: "names/unknown-role",
      severity: "error",
      message: "there is no application-wide role `employe`",
      help: "did you mean `employee`?",
      suggestion: "employee",
      location: { source: "bad.authz", span: { start: 35, end: 42 }, line: 2, column: 23 },
      related: [],
    });
  });

  test("in bytes is a finding, too", async () => {
    folder.write("latin.authz", Uint8Array.from([0x72, 0xe9]));
    const { code, out } = await runCommand(["lint", "--policy", "latin.authz"]);
    expect(out).toContain("latin.authz:1:2\n");
    expect(code).toBe(1);
  });
});

describe("warnings", () => {
  test("count only against --max-warnings", async () => {
    folder.write(
      "warned.authz",
      "subject User\nrole admin\nrole Admin includes admin\nresource Door {\n  action open\n  allow admin to open\n}\n",
    );
    expect((await runCommand(["lint", "--policy", "warned.authz"])).code).toBe(0);
    expect((await runCommand(["lint", "--policy", "warned.authz", "--max-warnings", "1"])).code).toBe(0);
    const { code, out } = await runCommand(["lint", "--policy", "warned.authz", "--max-warnings", "0"]);
    expect(out).toMatch(/1 warning in 1 file; at most 0 warnings allowed\n$/);
    expect(code).toBe(1);
  });

  test("--max-warnings takes a number", async () => {
    expect(await runCommand(["lint", "--max-warnings", "few"])).toEqual({
      code: 2,
      out: "",
      err: "error: --max-warnings takes a whole number, not `few`\n  for no warnings at all: --max-warnings 0\n",
    });
  });
});

describe("what cannot be linted", () => {
  test.each([
    ["no such file", "gone.authz", "there is no file or folder `gone.authz`"],
    ["no policy in it", "empty", "the folder `empty` has no file whose name ends in `.authz`"],
  ])("%s", async (_what, path, message) => {
    folder.write("empty/notes.txt", "");
    const { code, out } = await runCommand(["lint", "--policy", path]);
    expect(out).toContain(message);
    expect(code).toBe(2);
  });

  test("in a format that there is not", async () => {
    const { code, err } = await runCommand(["lint", "--format", "html"]);
    expect(err).toBe(
      "error: option '--format <format>' argument 'html' is invalid. Allowed choices are text, json, sarif, github, junit, markdown.\n",
    );
    expect(code).toBe(2);
  });
});
