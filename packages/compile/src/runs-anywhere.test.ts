/** The module in other places than the one that made it: each with a process of its own, where code from strings is forbidden. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { compileModule } from "./compile-module.ts";
import { examplePolicy } from "./testing/policies.ts";

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), "authz-module-"));
const expected = { decision: true, code: "granted", question: "Invoice", evil: "refused" };

/** Asks the module one thing of each kind, and tries to make code from a string. */
const probe = `
import { check, match } from "./policy.mjs";
export function probe() {
  const { question } = { question: match({ method: "GET", path: "/accounts/acme/invoices/7" }) };
  const { decision, code } = check(
    { subject: { type: "User", id: "ana" }, action: question.action, resource: question.resource },
    { facts: ${JSON.stringify({
      entities: [{ type: "Invoice", id: "acme/7", parent: { type: "Account", id: "acme" } }],
      assignments: [
        { subject: { type: "User", id: "ana" }, role: "viewer", resource: { type: "Account", id: "acme" } },
      ],
    })} },
  );
  let evil = "ran";
  try { new Function("return 1")(); } catch { evil = "refused"; }
  return JSON.stringify({ decision, code, question: question.resource.type, evil });
}
`;

const files: Readonly<Record<string, string>> = {
  "probe.mjs": probe,
  "main.mjs": 'import { probe } from "./probe.mjs"; console.log(probe());',
  "thread.mjs":
    'import { parentPort } from "node:worker_threads"; import { probe } from "./probe.mjs"; parentPort.postMessage(probe());',
  "worker.mjs":
    'import { Worker } from "node:worker_threads"; new Worker(new URL("thread.mjs", import.meta.url)).on("message", console.log);',
  "page.html": '<!doctype html><title>-</title><p id="answer">-</p><script type="module" src="page.mjs"></script>',
  "page.mjs": 'import { probe } from "./probe.mjs"; document.getElementById("answer").textContent = probe();',
};

beforeAll(async () => {
  const { code } = await compileModule(await examplePolicy("invoices"));
  for (const [name, text] of Object.entries({ ...files, "policy.mjs": code })) writeFileSync(join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function runNode(name: string): Promise<unknown> {
  const { stdout } = await run(process.execPath, ["--disallow-code-generation-from-strings", join(folder, name)]);
  return JSON.parse(stdout);
}

test("runs under Node without code from strings", async () => {
  expect(await runNode("main.mjs")).toEqual(expected);
});

test("runs in a worker without code from strings", async () => {
  expect(await runNode("worker.mjs")).toEqual(expected);
});

const chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) =>
  existsSync(path),
);

// A machine without a browser says so instead of passing.
if (chromium === undefined) test.todo("runs in a browser: no Chromium is installed (apt-get install chromium)");
else
  test("runs in Chromium under a content security policy without unsafe-eval", async () => {
    const server = await serve();
    try {
      const { port } = server.address() as AddressInfo;
      const flags = ["--headless", "--no-sandbox", "--disable-gpu", `--user-data-dir=${join(folder, "profile")}`];
      const { stdout } = await run(chromium, [
        ...flags,
        "--virtual-time-budget=5000",
        "--dump-dom",
        `http://127.0.0.1:${port}/page.html`,
      ]);
      expect(JSON.parse(/<p id="answer">(.*?)<\/p>/.exec(stdout)?.[1] ?? "")).toEqual(expected);
    } finally {
      server.close();
      server.closeAllConnections();
    }
  }, 60_000);

function serve(): Promise<Server> {
  const server = createServer((request, response) => {
    const name = (request.url ?? "/").slice(1);
    const type = name.endsWith(".html") ? "text/html" : "text/javascript";
    const found = name in files || name === "policy.mjs";
    response.writeHead(found ? 200 : 404, { "content-type": type, "content-security-policy": "default-src 'self'" });
    response.end(found ? readFileSync(join(folder, name)) : "");
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}
