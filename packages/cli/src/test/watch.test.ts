import { afterAll, beforeAll, beforeEach, expect, jest, test } from "@jest/globals";
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { renameSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createTestFolder, type TestFolder } from "../testing/folder.ts";

const bin = fileURLToPath(new URL("../../bin/authz.js", import.meta.url));
const policy = "subject User\nresource Doc { owner: User  action read\n mine: allow owner to read }\n";
const good = 'test "mine" { Doc "d" { owner: User "ana" }  User "ana" can read Doc "d" }\n';
const bad = good.replace("can read", "cannot read");

// Real processes and a real file system, on a machine that may be busy.
jest.setTimeout(60_000);

let folder: TestFolder;
beforeAll(() => {
  folder = createTestFolder((path) => process.chdir(path), process.cwd());
});
afterAll(() => folder.remove());
beforeEach(() => {
  folder.write(".hidden/policy/docs.authz", policy);
  folder.write(".hidden/policy/docs.test.authz", good);
  folder.write("one.authz", policy + good);
});

interface Watching {
  /** Resolves when this has been printed since the last time. */
  says(text: string): Promise<string>;
  stop(signal: NodeJS.Signals): Promise<number | null>;
}

function watch(...words: readonly string[]): Watching {
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, [bin, "test", "--watch", ...words]);
  let printed = "";
  let look: () => void = () => undefined;
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      look();
    });
  const closed = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  return {
    says: (text) =>
      new Promise((resolve, reject) => {
        void closed.then(() => reject(new Error(`ended without saying ${text}: ${printed}`)));
        look = () => {
          const at = printed.indexOf(text);
          if (at < 0) return;
          const said = printed.slice(0, at + text.length);
          printed = printed.slice(at + text.length);
          resolve(said);
        };
        look();
      }),
    stop(signal) {
      child.kill(signal);
      return closed;
    },
  };
}

test("runs again after each change, lives through syntax errors, and ends as the last run did", async () => {
  const watching = watch("--policy", ".hidden/policy");
  expect(await watching.says("waiting for changes")).toContain("1 passed");
  folder.write(".hidden/policy/docs.test.authz", bad);
  const failed = await watching.says("waiting for changes");
  expect(failed).toContain("changed: docs.test.authz");
  expect(failed).toContain("1 failed");
  expect(failed).not.toContain("\u001b");
  folder.write(".hidden/policy/more.authz", "role a includes b\n");
  expect(await watching.says("waiting for changes")).toContain("names/unknown-role");
  folder.write(".hidden/policy/more.authz", "role a\n");
  expect(await watching.says("waiting for changes")).toContain("1 failed");
  expect(await watching.stop("SIGINT")).toBe(1);
});

test("a file that editors replace is watched all the same; what is no policy is not", async () => {
  const watching = watch("--policy", "one.authz");
  await watching.says("waiting for changes");
  writeFileSync("other.authz", "role x\n");
  writeFileSync("one.authz.tmp", policy + bad);
  renameSync("one.authz.tmp", "one.authz");
  const said = await watching.says("waiting for changes");
  expect(said).toContain("changed: one.authz\n");
  expect(said).toContain("1 failed");
  writeFileSync("one.authz", policy + good);
  expect(await watching.says("waiting for changes")).toContain("1 passed");
  expect(await watching.stop("SIGTERM")).toBe(0);
});

test("without any test it says so, and waits for one", async () => {
  folder.write("later/docs.authz", policy);
  const watching = watch("--policy", "later");
  expect(await watching.says("waiting for changes")).toContain("the policy has no tests");
  folder.write("later/docs.test.authz", good);
  expect(await watching.says("waiting for changes")).toContain("1 passed");
  expect(await watching.stop("SIGINT")).toBe(0);
});
