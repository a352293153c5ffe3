import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile, evaluateBody, parseFacts, type Engine, type Policy } from "@authz/engine";
import { loadPolicy } from "@authz/engine/node";
import { oopslaFacts, type CedarEntity } from "./oopsla-facts.ts";
import { acceptsJoseCase, contradictory, strictlyInvalid, type JoseCase } from "./run-jose-case.ts";
import { openapiSets } from "./openapi-sets.ts";
import { openfgaSets } from "./openfga-sets.ts";

/**
 * Runs sets of cases from other projects, kept outside this tree: `pnpm conformance DIRECTORY`. Prints a table and one line
 * `N passed, N failed`. Exit codes: 0 all pass, 1 some fail, 2 the directory is not there.
 */
const root = fileURLToPath(new URL("..", import.meta.url));

interface Row {
  readonly suite: string;
  readonly model: string;
  readonly failures: readonly string[];
  readonly cases: number;
  readonly milliseconds: number;
}

interface AuthzenCase {
  readonly id: string;
  readonly model: string;
  readonly request: { readonly body: unknown };
  readonly expected: { readonly body: AuthzenDecisions };
}

type AuthzenDecisions =
  { readonly decision: boolean } | { readonly evaluations: readonly { readonly decision: boolean }[] };

interface OopslaCase {
  readonly id: string;
  readonly request: { readonly principal: Ref; readonly action: { readonly id: string }; readonly resource: Ref };
  readonly expected: { readonly decision: "allow" | "deny" };
}

interface Ref {
  readonly type: string;
  readonly id: string;
}

function readLines<T>(file: string): T[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as T);
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}

async function createEngine(policyPath: string, data: unknown): Promise<Engine> {
  return compileWith(await loadPolicy(policyPath), data);
}

function compileWith(policy: Policy, data: unknown): Engine {
  const { facts, diagnostics } = parseFacts(policy, data);
  if (facts === undefined) throw new Error(`facts do not load: ${JSON.stringify(diagnostics[0])}`);
  return compile(policy, { facts });
}

function decisionsIn(body: AuthzenDecisions | undefined): readonly boolean[] | undefined {
  if (body === undefined) return undefined;
  return "evaluations" in body ? body.evaluations.map(({ decision }) => decision) : [body.decision];
}

/** Each policy of ours for a model of the AuthZEN cases, with its facts. */
function authzenModels(
  folder: string,
): readonly { readonly model: string; readonly policy: string; readonly facts: unknown }[] {
  const subjects = Object.entries(
    readJson(join(folder, "authzen/todo/subjects.json")) as Record<string, { readonly roles: readonly string[] }>,
  );
  const assignments = subjects.flatMap(([id, { roles }]) =>
    roles.map((role) => ({ subject: { type: "identity", id }, role })),
  );
  return [
    {
      model: "todo",
      policy: "policies-examples/todo/policy",
      facts: readJson(join(root, "policies-examples/todo/facts.json")),
    },
    { model: "gateway", policy: "spec/suites/gateway", facts: { assignments } },
    {
      model: "spec-docs",
      policy: "spec/suites/spec-docs",
      facts: readJson(join(root, "spec/suites/spec-docs/facts.json")),
    },
  ];
}

async function runAuthzen(folder: string): Promise<Row[]> {
  const cases = readLines<AuthzenCase>(join(folder, "authzen/cases.jsonl"));
  const rows: Row[] = [];
  for (const { model, policy, facts } of authzenModels(folder)) {
    const own = cases.filter((item) => item.model === model && decisionsIn(item.expected.body) !== undefined);
    const engine = await createEngine(join(root, policy), facts);
    rows.push(
      measure("authzen, library", model, own, ({ request, expected }) => {
        const { response } = evaluateBody(engine, request.body);
        return same(decisionsIn(response), decisionsIn(expected.body));
      }),
      runAuthzenCli(model, policy, facts, own),
    );
  }
  return rows;
}

/** The same cases through the real command, each in a process of its own. */
function runAuthzenCli(model: string, policy: string, facts: unknown, cases: readonly AuthzenCase[]): Row {
  const temporary = mkdtempSync(join(tmpdir(), "authz-"));
  try {
    const factsFile = join(temporary, "facts.json");
    writeFileSync(factsFile, JSON.stringify(facts));
    const command = [
      join(root, "packages/cli/bin/authz.js"),
      "check",
      "--policy",
      join(root, policy),
      "--facts",
      factsFile,
    ];
    return measure("authzen, command", model, cases, ({ request, expected }) => {
      const { status, stdout } = spawnSync(process.execPath, [...command, "--request", "-", "--format", "json"], {
        input: JSON.stringify(request.body),
        encoding: "utf8",
      });
      const wanted = decisionsIn(expected.body) ?? [];
      const answer = status === 0 || status === 1 ? (JSON.parse(stdout) as AuthzenDecisions) : undefined;
      return same(decisionsIn(answer), wanted) && status === (wanted.every(Boolean) ? 0 : 1);
    });
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

async function runOopsla(folder: string): Promise<Row[]> {
  const cases = readLines<OopslaCase>(join(folder, "oopsla/cases.jsonl"));
  const rows: Row[] = [];
  for (const application of ["gdrive", "github", "tinytodo"]) {
    for (const size of ["n5", "n10"]) {
      const own = cases.filter(({ id }) => id.includes(`/${application}/${size}/`));
      const graph = readJson(join(folder, `oopsla/${application}/data/${size}.entities.json`)) as CedarEntity[];
      const engine = await createEngine(
        join(root, `policies-examples/${application}/policy`),
        oopslaFacts(application, graph),
      );
      rows.push(
        measure("oopsla", `${application} ${size}`, own, ({ request, expected }) => {
          const { decision, code } = engine.check({
            subject: request.principal,
            action: { name: request.action.id },
            resource: request.resource,
          });
          return decision === (expected.decision === "allow") && code !== "error";
        }),
      );
    }
  }
  return rows;
}

async function runOpenfga(folder: string): Promise<Row[]> {
  const sets = await openfgaSets(join(folder, "openfga/sample-stores"), async (name) => {
    const policy = await loadPolicy(join(root, "spec/suites/openfga", name));
    return (facts) => compileWith(policy, facts);
  });
  return sets.map(({ suite, model, cases }) => measure(suite, model, cases, ({ passes }) => passes()));
}

/** A policy made from each description decides as OpenAPI does, agrees with it, and no planted difference is missed. */
async function runOpenapi(folder: string): Promise<Row[]> {
  const sets = await openapiSets(join(folder, "openapi"));
  return sets.map(({ suite, model, cases }) => measure(suite, model, cases, (each) => each.passes()));
}

/** On the signature step; two vectors contradict a third and are left out. */
async function runJose(folder: string): Promise<Row[]> {
  const start = performance.now();
  const all = readLines<JoseCase>(join(folder, "jose/cases.jsonl")).filter(({ id }) => !contradictory.has(id));
  const failures: string[] = [];
  for (const item of all) {
    const wanted = item.expected.valid && !strictlyInvalid.has(item.id);
    if ((await acceptsJoseCase(item)) !== wanted) failures.push(item.id);
  }
  return [{ suite: "jose", model: "signatures", failures, cases: all.length, milliseconds: performance.now() - start }];
}

function measure<T extends { readonly id: string }>(
  suite: string,
  model: string,
  cases: readonly T[],
  passes: (item: T) => boolean,
): Row {
  const start = performance.now();
  const failures = cases.filter((item) => !passes(item)).map(({ id }) => id);
  return { suite, model, failures, cases: cases.length, milliseconds: performance.now() - start };
}

function same(left: readonly boolean[] | undefined, right: readonly boolean[] | undefined): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

async function main(folder: string | undefined): Promise<number> {
  if (
    folder === undefined ||
    !existsSync(join(folder, "authzen/cases.jsonl")) ||
    !existsSync(join(folder, "oopsla/cases.jsonl")) ||
    !existsSync(join(folder, "openfga/sample-stores")) ||
    !existsSync(join(folder, "jose/cases.jsonl")) ||
    !existsSync(join(folder, "openapi/cases.jsonl"))
  ) {
    process.stderr.write(
      "conformance: name the folder that holds authzen/, oopsla/, jose/ and openapi/ with their cases.jsonl, and openfga/sample-stores\n",
    );
    return 2;
  }
  const rows = [
    ...(await runAuthzen(folder)),
    ...(await runOopsla(folder)),
    ...(await runOpenfga(folder)),
    ...(await runJose(folder)),
    ...(await runOpenapi(folder)),
  ];
  const columns = [20, 17, 6, 7, 7, 9];
  const line = (cells: readonly (string | number)[]): void =>
    void process.stdout.write(
      `${cells
        .map((cell, index) => String(cell).padEnd(columns[index] ?? 0))
        .join(" ")
        .trimEnd()}\n`,
    );
  line(["suite", "model", "cases", "passed", "failed", "time"]);
  for (const { suite, model, failures, cases, milliseconds } of rows) {
    line([suite, model, cases, cases - failures.length, failures.length, `${milliseconds.toFixed(0)} ms`]);
    for (const id of failures.slice(0, 10)) line([`  failed: ${id}`]);
  }
  const failed = rows.reduce((sum, { failures }) => sum + failures.length, 0);
  const total = rows.reduce((sum, { cases }) => sum + cases, 0);
  process.stdout.write(`${total - failed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv[2]);
