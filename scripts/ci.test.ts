import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeEach, describe, expect, test } from "@jest/globals";
import { parse } from "yaml";

const root = fileURLToPath(new URL("..", import.meta.url));
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const good = `subject User

resource Invoice {
  role viewer
  action read
  allow viewer to read
}

test "viewers read" {
  User "ana" is viewer of Invoice "i1"
  User "ana" can read Invoice "i1"
}
`;

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "authz-ci-"));
  folders.push(folder);
  mkdirSync(join(folder, "policy"));
  mkdirSync(join(folder, "bin"));
  // Stands for the package as npx would install it.
  const npx = `#!/bin/sh\n[ "$1 $2" = "--yes @authz/cli" ] || exit 99\nshift 2\nexec "${process.execPath}" "${join(root, "packages/cli/bin/authz.js")}" "$@"\n`;
  writeFileSync(join(folder, "bin/npx"), npx);
  chmodSync(join(folder, "bin/npx"), 0o755);
});

function writePolicy(text: string): void {
  writeFileSync(join(folder, "policy/invoices.authz"), text);
}

function bash(script: string, env: Readonly<Record<string, string>> = {}): { code: number | null; out: string } {
  const PATH = `${join(folder, "bin")}${delimiter}${process.env["PATH"] ?? ""}`;
  // As GitHub runs `shell: bash`.
  const { status, stdout, stderr } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
    cwd: folder,
    env: { PATH, HOME: folder, NO_COLOR: "1", ...env },
    encoding: "utf8",
  });
  return { code: status, out: stdout + stderr };
}

interface Step {
  readonly name: string;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const action = parse(readFileSync(join(root, "action.yml"), "utf8")) as {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
};

/** Runs the step as GitHub would, with these inputs and the defaults of the others. */
function runStep(name: string, inputs: Readonly<Record<string, string>> = {}): { code: number | null; out: string } {
  const step = action.runs.steps.find((one) => one.name === name);
  if (step?.run === undefined) throw new Error(`no step ${name}`);
  const env = Object.entries(step.env ?? {}).map(([key, text]): readonly [string, string] => {
    const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(text)?.[1] ?? "";
    return [key, inputs[input] ?? action.inputs[input]?.default ?? `no input ${input}`];
  });
  return bash(step.run, { ...Object.fromEntries(env), GITHUB_STEP_SUMMARY: join(folder, "summary.md") });
}

const summary = (): string => readFileSync(join(folder, "summary.md"), "utf8");

describe("the action", () => {
  test("puts no input into a script: what somebody writes there is never run", () => {
    const scripts = action.runs.steps.flatMap(({ run, shell }) => (run === undefined ? [] : [{ run, shell }]));
    expect(scripts).toHaveLength(3);
    for (const { run, shell } of scripts) {
      expect(run).not.toContain("${{");
      expect(shell).toBe("bash");
    }
  });

  test("is content with a policy that is in order", () => {
    writePolicy(good);
    expect(runStep("Format").code).toBe(0);
    expect(runStep("Lint", { "max-warnings": "0" })).toEqual({ code: 0, out: "" });
    expect(runStep("Test")).toMatchObject({ code: 0, out: expect.stringContaining("1 passed") });
    expect(summary()).toContain("0 errors, 0 warnings");
    expect(summary()).toContain("### Tests of the policy");
  });

  test("says which file has another form", () => {
    writePolicy(good.replace("  role viewer", " role   viewer"));
    expect(runStep("Format")).toMatchObject({ code: 1, out: expect.stringContaining("policy/invoices.authz") });
  });

  test("annotates lines, writes the summary and SARIF, and fails", () => {
    writePolicy(good.replace("allow viewer", "allow viewr"));
    const { code, out } = runStep("Lint", { sarif: "authz.sarif" });
    expect(code).toBe(1);
    expect(out).toMatch(/^::error file=policy\/invoices\.authz,line=6,/m);
    expect(summary()).toContain("names/unknown-people");
    const sarif = JSON.parse(readFileSync(join(folder, "authz.sarif"), "utf8")) as { readonly version: string };
    expect(sarif.version).toBe("2.1.0");
  });

  test("counts warnings only when told to, and lints facts", () => {
    writePolicy(good.replace("  role viewer", "  role viewer, idle"));
    expect(runStep("Lint").code).toBe(0);
    expect(runStep("Lint", { "max-warnings": "0" }).code).toBe(1);
    writeFileSync(join(folder, "my facts.json"), '{ "entities": [{ "type": "Usr", "id": "ana" }] }');
    const { code, out } = runStep("Lint", { facts: "my facts.json\n" });
    expect(code).toBe(1);
    expect(out).toContain("facts/unknown-type");
  });

  test("shows what failed in the tests", () => {
    writePolicy(good.replace("can read", "cannot read"));
    const { code, out } = runStep("Test");
    expect(code).toBe(1);
    expect(out).toContain("viewers read");
    expect(summary()).toContain("viewers read");
  });

  test("takes a name for what it is", () => {
    writePolicy(good);
    expect(runStep("Lint", { policy: "$(touch ran); touch ran" }).code).toBe(2);
    expect(existsSync(join(folder, "ran"))).toBe(false);
  });
});

const page = readFileSync(join(root, "docs/ci.md"), "utf8");
const blocks = [...page.matchAll(/```(\w+)\n([^]*?)```/g)].map(([, language = "", text = ""]) => ({ language, text }));

describe("docs/ci.md", () => {
  test.each(blocks.filter(({ language }) => language === "sh").map(({ text }) => [text]))("runs: %s", (text) => {
    writePolicy(good);
    expect(bash(text)).toMatchObject({ code: 0 });
    writePolicy(good.replace("can read", "cannot read"));
    expect(bash(text)).toMatchObject({ code: 1 });
  });

  test("has a job for GitLab that writes reports and fails when it should", () => {
    const { text = "" } = blocks.find(({ text: one }) => one.includes("artifacts:")) ?? {};
    const { policies } = parse(text) as {
      readonly policies: {
        readonly script: readonly string[];
        readonly artifacts: { readonly reports: { readonly junit: readonly string[] } };
      };
    };
    writePolicy(good);
    expect(bash(policies.script.join("\n"))).toMatchObject({ code: 0 });
    for (const file of policies.artifacts.reports.junit) {
      expect(readFileSync(join(folder, file), "utf8")).toContain("<testsuites");
    }
    writePolicy(good.replace("can read", "cannot read"));
    expect(bash(policies.script.join("\n"))).toMatchObject({ code: 1 });
  });

  test("names the inputs of the action and its hooks, and no others", () => {
    const documented = [...page.matchAll(/^\| `([\w-]+)` /gm)].map(([, name]) => name);
    expect(documented).toEqual(Object.keys(action.inputs));
    const used = blocks.flatMap(({ text }) => [...text.matchAll(/- id: (\S+)/g)].map(([, id]) => id));
    expect(used).toEqual(hooks.map(({ id }) => id));
    const workflow = blocks.find(({ text }) => text.includes("actions/checkout"))?.text ?? "";
    const given = (parse(workflow) as { jobs: { policies: { steps: { with?: object }[] } } }).jobs.policies.steps;
    for (const name of given.flatMap((step) => Object.keys(step.with ?? {}))) expect(documented).toContain(name);
  });
});

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly files: string;
  readonly pass_filenames?: boolean;
}

const hooks = parse(readFileSync(join(root, ".pre-commit-hooks.yaml"), "utf8")) as readonly Hook[];

test.each(hooks.map((hook) => [hook.id, hook] as const))("the hook %s runs as pre-commit would run it", (id, hook) => {
  const file = "policy/invoices.authz";
  expect(new RegExp(hook.files).test(file)).toBe(true);
  const command = hook.pass_filenames === false ? hook.entry : `${hook.entry} ${file}`;
  writePolicy(good);
  expect(bash(command).code).toBe(0);
  writePolicy(id === "authz-fmt" ? good.replace("  role", "role") : good.replace("viewer of", "viewr of"));
  const { code } = bash(command);
  if (id === "authz-fmt") expect(readFileSync(join(folder, file), "utf8")).toBe(good);
  else expect(code).toBeGreaterThan(0);
});
