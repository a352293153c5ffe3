/**
 * Every folder here is a whole policy that people would really write. It has policy/, facts.json, requests.jsonl, for each
 * line of that one in expected.jsonl, endpoints.jsonl where the policy has endpoints, and a page.
 */
import { describe, expect, test } from "@jest/globals";
import { parsePolicy } from "@authz/dsl";
import { formatPolicyFile } from "@authz/dsl/format";
import { compile, type Decision } from "@authz/engine";
import { loadFacts, loadPolicy } from "@authz/engine/node";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { evaluators } from "../spec/evaluators.ts";
import { passingTests } from "../spec/run-policy-tests.ts";

interface Expected {
  readonly note: string;
  readonly decision: boolean;
  readonly code: string;
  /** Ids, in any order. */
  readonly rules: readonly string[];
  readonly message?: string;
  readonly challenge?: unknown;
}

interface ExpectedMatch {
  readonly request: string;
  readonly match: unknown;
}

interface Session {
  readonly command: string;
  readonly output: string;
}

const here = import.meta.dirname;
const folders = readdirSync(here, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);
const parts = ["policy", "facts.json", "requests.jsonl", "expected.jsonl", "README.md"];
/** For requests that leave the time to the clock; whatever depends on it says the time itself. */
const clock = (): Date => new Date("2026-06-01T12:00:00Z");

function readLines<T>(folder: string, file: string): T[] {
  const lines = readFileSync(join(here, folder, file), "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as T);
}

function parse(folder: string): ReturnType<typeof parsePolicy> {
  const files = readdirSync(join(here, folder, "policy")).filter((name) => name.endsWith(".authz"));
  return parsePolicy(files.map((name) => ({ name, text: readFileSync(join(here, folder, "policy", name), "utf8") })));
}

async function load(folder: string): Promise<ReturnType<typeof compile>> {
  const policy = await loadPolicy(join(here, folder, "policy"));
  return compile(policy, { facts: await loadFacts(policy, [join(here, folder, "facts.json")]), clock });
}

/** As much of the decision as the expectation speaks of. */
function shown(decision: Decision, expected: Expected | undefined): Record<string, unknown> {
  if (expected === undefined) return { note: "no line in expected.jsonl" };
  const all: Record<string, unknown> = { ...decision, note: expected.note, rules: ruleIds(decision) };
  return Object.fromEntries(Object.keys(expected).map((key) => [key, all[key]]));
}

function ruleIds(decision: Decision): string[] {
  return decision.rules.map(({ id }) => id).sort();
}

/** What stands in the page's fenced blocks of one kind. */
function blocks(folder: string, language: string): string[] {
  const page = readFileSync(join(here, folder, "README.md"), "utf8");
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms"))].map(([, text = ""]) => text);
}

/** `$ command`, and the lines that it prints. */
function sessions(folder: string): Session[] {
  return blocks(folder, "console").map((text) => {
    const [first = "", ...output] = text.split("\n");
    return { command: first.replace(/^\$ /, ""), output: output.join("\n") };
  });
}

function replaceInPage(folder: string, before: string, after: string): void {
  const page = join(here, folder, "README.md");
  writeFileSync(
    page,
    readFileSync(page, "utf8").replace(before, () => after),
  );
}

/** The command as typed, but for the part that installs it. Pages leave the version of the policy away: it is a hash. */
async function run(command: string): Promise<string> {
  const typed = command.replace(/^npx -y pnpm@12 exec authz /, "");
  const words = [...typed.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
  const root = join(here, "..");
  const options = { cwd: root, env: { ...process.env, NO_COLOR: "1" } };
  return await new Promise((resolve) => {
    execFile(process.execPath, [join(root, "packages/cli/bin/authz.js"), ...words], options, (_no, out, err) => {
      resolve((out + err).replace(/sha256-[0-9a-f]+/g, "sha256-…"));
    });
  });
}

describe.each(folders)("%s", (folder) => {
  test("is complete", () => {
    expect(parts.filter((part) => !existsSync(join(here, folder, part)))).toEqual([]);
    expect(readdirSync(join(here, folder, "policy")).some((name) => name.endsWith(".test.authz"))).toBe(true);
  });

  test("compiles without any diagnostic", () => {
    const { policy, diagnostics } = parse(folder);
    expect(diagnostics).toEqual([]);
    expect(policy?.tests).not.toHaveLength(0);
  });

  test("is in canonical form", () => {
    const names = readdirSync(join(here, folder, "policy")).filter((name) => name.endsWith(".authz"));
    const texts = names.map((name) => ({ name, text: readFileSync(join(here, folder, "policy", name), "utf8") }));
    expect(texts.filter((file) => formatPolicyFile(file).text !== file.text).map(({ name }) => name)).toEqual([]);
  });

  test("passes its own tests", () => {
    const { policy } = parse(folder);
    if (policy === undefined) throw new Error("does not compile");
    for (const evaluator of evaluators) {
      expect(passingTests(policy, evaluator)).toEqual(policy.tests.map(({ name }) => name));
    }
  });

  test("answers its requests as expected", async () => {
    const engine = await load(folder);
    const expected = readLines<Expected>(folder, "expected.jsonl");
    const decisions = readLines<unknown>(folder, "requests.jsonl").map((request) => engine.check(request));
    expect(expected).not.toHaveLength(0);
    expect(decisions).toHaveLength(expected.length);
    expect(decisions.map((decision, line) => shown(decision, expected[line]))).toEqual(
      expected.map((line) => ({ ...line, rules: [...line.rules].sort() })),
    );
  });

  test("finds what its endpoints ask", async () => {
    const engine = await load(folder);
    const file = join(here, folder, "endpoints.jsonl");
    expect(existsSync(file)).toBe((parse(folder).policy?.endpoints.length ?? 0) > 0);
    const matches = existsSync(file) ? readLines<ExpectedMatch>(folder, "endpoints.jsonl") : [];
    for (const { request, match } of matches) {
      const [method = "", path = ""] = request.split(" ");
      expect({ request, match: engine.match({ method, path }) ?? null }).toEqual({ request, match });
    }
  });

  test("has a page that quotes the policy", () => {
    const files = readdirSync(join(here, folder, "policy"));
    const policy = files.flatMap((name) => readFileSync(join(here, folder, "policy", name), "utf8").split("\n"));
    const quoted = blocks(folder, "authz").flatMap((text) => text.split("\n"));
    const lines = new Set(policy.map((line) => line.trim()));
    expect(quoted.filter((line) => !lines.has(line.trim()))).toEqual([]);
  });

  test("has a page whose commands print what it says", async () => {
    const said = sessions(folder);
    expect(said).not.toHaveLength(0);
    for (const { command, output } of said) {
      const printed = await run(command);
      // For whoever changes what is printed, and then reads the difference.
      if (process.env["UPDATE_GOLDEN"] === "1") replaceInPage(folder, output, printed);
      else expect(printed).toBe(output);
    }
  }, 60_000);
});

const generators: Readonly<Record<string, readonly string[]>> = {
  kubernetes: ["--roles", "20", "--namespaces", "3", "--bindings", "40"],
  "multi-tenant": ["--tenants", "3", "--users", "12", "--documents", "20"],
};

/** The lines that generate.ts prints. */
async function generate(folder: string, options: readonly string[]): Promise<string> {
  const script = join(here, folder, "generate.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...options], { maxBuffer: 2 ** 26 });
  return stdout;
}

test("each generator of facts is tested", () => {
  const found = folders.filter((folder) => existsSync(join(here, folder, "generate.ts")));
  expect(found).toEqual(Object.keys(generators).sort());
});

test.each(Object.entries(generators))(
  "the generated facts of %s fit the policy, a seed makes them again",
  async (folder, sizes) => {
    const [once, again, other] = await Promise.all(
      ["1", "1", "2"].map((seed) => generate(folder, ["--seed", seed, ...sizes])),
    );
    expect(again).toBe(once);
    expect(other).not.toBe(once);
    const temporary = mkdtempSync(join(tmpdir(), "authz-generated-"));
    try {
      writeFileSync(join(temporary, "facts.jsonl"), once ?? "");
      const policy = await loadPolicy(join(here, folder, "policy"));
      await loadFacts(policy, [join(temporary, "facts.jsonl")]);
    } finally {
      rmSync(temporary, { recursive: true });
    }
  },
);

test("the invoices show every code there is", () => {
  const codes = new Set(readLines<Expected>("invoices", "expected.jsonl").map(({ code }) => code));
  expect([...codes].sort()).toEqual([
    "denied_by_rule",
    "error",
    "granted",
    "insufficient_scope",
    "invalid_request",
    "no_grant",
    "separation_of_duty",
    "step_up_required",
  ]);
});
