import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { mkdirSync, symlinkSync } from "node:fs";
import { DiagnosticsError } from "./loaded.ts";
import { loadPolicy, readPolicy, readPolicySources } from "./read-policy.ts";
import { createTestFolder, type TestFolder } from "./testing/folder.ts";
import { briefly } from "./testing/underlined.ts";

let folder: TestFolder;
beforeAll(() => {
  folder = createTestFolder((path) => process.chdir(path), process.cwd());
});
afterAll(() => folder.remove());

async function namesIn(path: string): Promise<readonly string[]> {
  const { sources, diagnostics } = await readPolicySources(path);
  return [...sources.map(({ name }) => name), ...diagnostics.map((diagnostic) => briefly(diagnostic, sources))];
}

async function findings(path: string, limits = {}): Promise<readonly string[]> {
  const { sources, diagnostics } = await readPolicy(path, { limits });
  return diagnostics.map((diagnostic) => briefly(diagnostic, sources));
}

describe("which files are a policy", () => {
  test("every *.authz below the folder, but for node_modules and dot names, in the order of names", async () => {
    folder.write("all/b.authz", "subject B");
    folder.write("all/a/deep/er.authz", "subject C");
    folder.write("all/a.test.authz", "");
    folder.write("all/notes.txt", "no");
    folder.write("all/authz", "no");
    folder.write("all/node_modules/x/x.authz", "no");
    folder.write("all/.git/x.authz", "no");
    folder.write("all/.x.authz", "no");
    expect(await namesIn("all")).toEqual(["all/a.test.authz", "all/a/deep/er.authz", "all/b.authz"]);
    expect(await namesIn("./all/")).toEqual(["all/a.test.authz", "all/a/deep/er.authz", "all/b.authz"]);
  });

  test("a single file, whatever its name", async () => {
    folder.write("single.policy", "subject User");
    expect((await loadPolicy("single.policy")).types.map(({ name }) => name)).toEqual(["User"]);
  });

  test("a folder named by its user may have any name", async () => {
    folder.write(".hidden/a.authz", "subject User");
    expect(await namesIn(".hidden")).toEqual([".hidden/a.authz"]);
  });

  test("links are followed, once, and circles end", async () => {
    folder.write("elsewhere/linked.authz", "subject Linked");
    folder.write("links/sub/own.authz", "subject Own");
    symlinkSync("../elsewhere", "links/else");
    symlinkSync("..", "links/sub/up");
    symlinkSync("sub/own.authz", "links/again.authz");
    symlinkSync("sub", "links/a-sub");
    expect(await namesIn("links")).toEqual(["links/else/linked.authz", "links/sub/own.authz"]);
  });

  test("a link that leads nowhere may have led to a deny", async () => {
    folder.write("dangling/a.authz", "subject User");
    symlinkSync("gone", "dangling/b.authz");
    expect(await findings("dangling")).toEqual([
      "dangling/b.authz:1:1 files/not-found: there is no file or folder `dangling/b.authz`",
    ]);
  });

  test("a folder that is named like a file is a folder", async () => {
    folder.write("odd/x.authz/y.authz", "subject User");
    expect(await namesIn("odd")).toEqual(["odd/x.authz/y.authz"]);
  });
});

describe("what cannot be read", () => {
  test("no such file, with the one that was meant", async () => {
    folder.write("policies/a.authz", "subject User");
    const { diagnostics } = await readPolicy("polcies");
    expect(diagnostics[0]).toMatchObject({
      code: "files/not-found",
      suggestion: "policies",
      help: "did you mean `policies`?",
    });
    expect(await findings("policies/a.authz/b")).toEqual([
      "policies/a.authz/b:1:1 files/not-found: there is no file or folder `policies/a.authz/b`",
    ]);
  });

  test("a name that no system has", async () => {
    expect(await findings("a\0b")).toEqual([
      "a\0b:1:1 files/unreadable: `a\0b` cannot be read: the name holds a NUL character",
    ]);
  });

  test("a folder without policy files", async () => {
    mkdirSync("empty");
    expect(await findings("empty")).toEqual([
      "empty:1:1 files/no-policy-files: the folder `empty` has no file whose name ends in `.authz`",
    ]);
  });

  test("bytes that are not UTF-8, with their place in characters", async () => {
    folder.write("latin.authz", Uint8Array.from([...new TextEncoder().encode("// ö\nrole caf"), 0xe9, 0x0a]));
    expect(await findings("latin.authz")).toEqual([
      "latin.authz:2:9 «\uFFFD» files/not-utf8: this is not UTF-8: byte 15 of the file is 0xE9",
    ]);
    folder.write("wide.authz", Uint8Array.from([0xff, 0xfe, 0x73, 0x00]));
    const { diagnostics } = await readPolicy("wide.authz");
    expect(diagnostics[0]?.help).toBe("it looks like UTF-16: save the file as UTF-8");
  });

  test("a byte order mark is no matter", async () => {
    folder.write("mark.authz", "\uFEFFsubject User");
    expect(await findings("mark.authz")).toEqual([]);
  });

  test("at a limit and one past it", async () => {
    folder.write("sizes/a.authz", "role a //9");
    folder.write("sizes/b.authz", "role b //ö");
    expect(await findings("sizes", { fileLength: 10, policyLength: 20, filesInPolicy: 2 })).toEqual([]);
    expect(await findings("sizes", { fileLength: 9 })).toEqual([
      "sizes/a.authz:1:1 files/too-large: `sizes/a.authz` has more than 9 characters",
      "sizes/b.authz:1:1 files/too-large: `sizes/b.authz` has more than 9 characters",
    ]);
    expect(await findings("sizes/a.authz", { fileLength: 3 })).toEqual([
      "sizes/a.authz:1:1 files/too-large: `sizes/a.authz` has more than 3 characters",
    ]);
    expect(await findings("sizes", { policyLength: 19 })).toEqual([
      "sizes/b.authz:1:1 files/too-large: the policy as a whole has more than 19 characters",
    ]);
    expect(await findings("sizes", { filesInPolicy: 1 })).toEqual([
      "sizes:1:1 files/too-many-files: the folder `sizes` has more than 1 policy files",
    ]);
  });
});

test("loadPolicy rejects with one error that carries all diagnostics and the texts", async () => {
  folder.write("wrong/a.authz", "subject User\nrole a includes b\nrole c includes d\n");
  const error: unknown = await loadPolicy("wrong").catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DiagnosticsError);
  if (!(error instanceof DiagnosticsError)) return;
  expect(error.diagnostics.map(({ code }) => code)).toEqual(["names/unknown-role", "names/unknown-role"]);
  expect(error.sources.map(({ name }) => name)).toEqual(["wrong/a.authz"]);
  expect(error.message).toBe(
    "wrong/a.authz:2:17: there is no application-wide role `b` (declare it: `role b`) [names/unknown-role]\n" +
      "wrong/a.authz:3:17: there is no application-wide role `d` (declare it: `role d`) [names/unknown-role]",
  );
});
