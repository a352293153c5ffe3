import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Ajv } from "ajv";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createTestFolder, type TestFolder } from "../../testing/folder.ts";
import { runCommand } from "../../testing/run-command.ts";
import { publishedReference } from "./documentation.ts";

const golden = join(import.meta.dirname, "testing");
const repository = join(import.meta.dirname, "../../../../..");
const schemaFile = join(repository, "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");

/** The rules whose findings are in the golden files, so that a new one does not change them. */
const shown = ["lint/public-write", "lint/duplicate-rule", "lint/unused-role", "lint/test-without-expectation"].map(
  (code) => [code, code === "lint/public-write" ? "error" : "warning"] as const,
);

let folder: TestFolder;
beforeAll(() => {
  folder = createTestFolder((path) => process.chdir(path), process.cwd());
  folder.write("authz.config.json", JSON.stringify({ lint: { extends: [], rules: Object.fromEntries(shown) } }));
  folder.write("policy/a.authz", readFileSync(join(golden, "a.authz")));
  folder.write("policy/sub folder/b.authz", readFileSync(join(golden, "b.authz")));
});
afterAll(() => folder.remove());

/** Golden files are what each format prints of the policy beside them. */
describe("golden", () => {
  test.each([
    ["text", "findings.txt"],
    ["json", "findings.json"],
    ["sarif", "findings.sarif.json"],
    ["github", "findings.github.txt"],
    ["junit", "findings.junit.xml"],
    ["markdown", "findings.md.txt"],
  ])("%s", async (format, file) => {
    const { code, out } = await runCommand(["lint", "--format", format]);
    expect(code).toBe(1);
    const printed = format === "sarif" ? withoutRules(out) : out;
    expect(printed).toBe(readFileSync(join(golden, file), "utf8"));
  });
});

/** The rules change whenever one is added; they have their own test. */
function withoutRules(text: string): string {
  const log = JSON.parse(text) as Log;
  for (const run of log.runs) {
    run.tool.driver.rules = [];
    for (const result of run.results) result.ruleIndex = 0;
  }
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

interface Log {
  readonly runs: readonly {
    readonly tool: { readonly driver: { rules: readonly { readonly id: string; readonly helpUri: string }[] } };
    readonly results: readonly {
      readonly ruleId: string;
      ruleIndex: number;
      readonly partialFingerprints: { readonly primaryLocationLineHash: string };
    }[];
  }[];
}

/** The file that is published at an address below the one of docs/reference. */
function pageIn(reference: string, address: string): string {
  expect(address.startsWith(`${reference}/`)).toBe(true);
  return join(repository, "docs/reference", address.slice(reference.length));
}

async function sarif(): Promise<{ readonly log: Log; readonly run: Log["runs"][number] }> {
  const log = JSON.parse((await runCommand(["lint", "--format", "sarif"])).out) as Log;
  const [run] = log.runs;
  if (run === undefined) throw new Error("no run");
  return { log, run };
}

describe("sarif", () => {
  test("is valid by the schema of 2.1.0", async () => {
    const schema = JSON.parse(readFileSync(schemaFile, "utf8")) as Record<string, unknown>;
    // Written for draft 4, whose `id` is not known any more.
    delete schema["id"];
    const validate = new Ajv({
      strict: false,
      validateFormats: false,
      validateSchema: false,
      unicodeRegExp: false,
    }).compile(schema);
    validate((await sarif()).log);
    expect(validate.errors).toBeNull();
    validate({ version: "2.1.0", runs: [{}] });
    expect(validate.errors).not.toBeNull();
  });

  test("each result names its rule, and each rule its page", async () => {
    const { run } = await sarif();
    const { rules } = run.tool.driver;
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const { helpUri } of rules) expect(existsSync(pageIn(publishedReference, helpUri))).toBe(true);
    for (const { ruleId, ruleIndex } of run.results) expect(rules[ruleIndex]?.id).toBe(ruleId);
  });

  test("pages may be published elsewhere", async () => {
    const reference = "https://docs.example/authz/";
    folder.write("elsewhere.json", JSON.stringify({ lint: { reference } }));
    const { out } = await runCommand(["lint", "--config", "elsewhere.json", "--format", "sarif"]);
    const { rules } = (JSON.parse(out) as Log).runs[0]?.tool.driver ?? { rules: [] };
    expect(rules.length).toBeGreaterThan(60);
    for (const { helpUri } of rules) expect(existsSync(pageIn("https://docs.example/authz", helpUri))).toBe(true);
    folder.write("elsewhere.json", JSON.stringify({ lint: { reference: "javascript:alert(1)" } }));
    expect((await runCommand(["lint", "--config", "elsewhere.json"])).code).toBe(2);
  });

  test("pages are in the repository that the guide for CI names", () => {
    const guide = readFileSync(join(repository, "docs/ci.md"), "utf8");
    const named = /repo: (?<address>\S+)/.exec(guide)?.groups?.["address"];
    expect(publishedReference).toBe(`${named}/blob/main/docs/reference`);
  });

  test("fingerprints stay when lines move, and tell equal lines apart", async () => {
    const fingerprints = async (): Promise<readonly string[]> =>
      (await sarif()).run.results.map((result) => result.partialFingerprints.primaryLocationLineHash);
    const first = await fingerprints();
    const text = readFileSync(join(golden, "a.authz"), "utf8");
    folder.write("policy/a.authz", `// moved\n\n${text}`);
    expect(await fingerprints()).toEqual(first);
    folder.write("policy/a.authz", text);
    expect(new Set(first).size).toBe(first.length);
  });
});

describe("what stands in a policy cannot command whoever reads the output", () => {
  const name = "::error::x\\n::add-mask::y %0A | <img src=x> `</failure>` ]]> \\u001b[31m";
  beforeAll(() => folder.write("hostile/h.authz", `subject User\ntest "${name}" { }\n`));

  test("GitHub: one line, one command", async () => {
    const { out } = await runCommand(["lint", "--policy", "hostile", "--format", "github"]);
    const lines = out.trimEnd().split("\n");
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^::warning file=hostile\/h\.authz,/);
    expect(lines[0]).toContain("%250A");
  });

  test("JUnit: no element of its own", async () => {
    const { out } = await runCommand(["lint", "--policy", "hostile", "--format", "junit"]);
    expect(out).not.toContain("</failure>");
    expect(out.match(/<testcase /g)).toHaveLength(1);
  });

  test("Markdown: no tag, no cell of its own", async () => {
    const { out } = await runCommand(["lint", "--policy", "hostile", "--format", "markdown"]);
    const row = out.split("\n").find((line) => line.includes("h.authz")) ?? "";
    expect(row.replaceAll("\\|", "").split("|")).toHaveLength(6);
    expect(out).not.toMatch(/\p{Cc}(?<!\n)/u);
  });
});
