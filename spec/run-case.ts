/** Runs one case and says in what its outcome differs from what it expects. */
import { parsePolicy, type Diagnostic } from "@authz/dsl";
import { FactsError, evaluateBody, type Decision, type Engine } from "@authz/engine";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Case, Change, Expected, ExpectedBody, ExpectedDecision, ExpectedDiagnostic } from "./case-folders.ts";
import type { Evaluator } from "./evaluators.ts";
import type { Loaded, Loader } from "./loaders.ts";
import { passingTests } from "./run-policy-tests.ts";

/** One line for each difference; none: the case holds. */
export async function runCase({ folder, expected }: Case, loader: Loader, evaluator: Evaluator): Promise<string[]> {
  const loaded = await loader.load(folder);
  if (expected.diagnostics !== undefined) return compareDiagnostics(expected.diagnostics, loaded, loader);
  const problems = loaded.diagnostics.filter(({ severity }) => severity === "error").map((one) => print(one, loaded));
  if (loaded.policy === undefined || problems.length > 0) return problems;
  const clock = (): Date => new Date(expected.now ?? "2026-06-01T12:00:00Z");
  const facts = loaded.facts === undefined ? {} : { facts: loaded.facts };
  const engine = evaluator.compile(loaded.policy, { ...facts, clock });
  const passing = expected.tests === undefined ? [] : passingTests(loaded.policy, evaluator);
  return [
    ...(expected.requests ?? []).flatMap((request) => compareDecision(request, engine)),
    ...(expected.bodies ?? []).flatMap((body) => compareBody(body, engine)),
    ...(expected.matches ?? []).flatMap(({ method, path, match }) =>
      differ(`${method} ${path}`, match, engine.match({ method, path }) ?? null),
    ),
    ...compareTests(expected, loaded.policy.tests, passing),
    ...compareVersion(expected, folder, loaded.policy.version),
  ];
}

function differ(what: string, wanted: unknown, found: unknown): string[] {
  return isDeepStrictEqual(found, wanted)
    ? []
    : [`${what}: expected ${JSON.stringify(wanted)}, found ${JSON.stringify(found)}`];
}

function compareDecision(expected: ExpectedDecision, engine: Engine): string[] {
  const changes = (expected.changes ?? []).flatMap((change) => makeChange(change, engine));
  const explained = expected.hides !== undefined || expected.explains !== undefined;
  const decision = engine.check(expected.request, explained ? { explain: true } : {});
  const what = expected.name ?? JSON.stringify(expected.request);
  const text = JSON.stringify(decision);
  const explanation = JSON.stringify(decision.explanation ?? null);
  return [
    ...changes,
    ...differ(what, { decision: expected.decision, code: expected.code }, codeOf(decision)),
    ...differ(`${what}: allows`, expected.decision, engine.allows(expected.request)),
    ...differ(
      `${what}: rules`,
      expected.rules ?? null,
      expected.rules === undefined ? null : decision.rules.map(({ id }) => id),
    ),
    ...(expected.challenge === undefined ? [] : differ(`${what}: challenge`, expected.challenge, decision.challenge)),
    ...(expected.message === undefined ? [] : differ(`${what}: message`, expected.message, decision.message ?? null)),
    ...(expected.hides ?? []).filter((part) => text.includes(part)).map((part) => `${what}: shows ${part}`),
    ...(expected.explains ?? [])
      .filter((part) => !explanation.includes(part))
      .map((part) => `${what}: the explanation lacks ${part}: ${explanation}`),
  ];
}

function codeOf({ decision, code }: Decision): Pick<Decision, "decision" | "code"> {
  return { decision, code };
}

function makeChange(change: Change, engine: Engine): string[] {
  let refused = false;
  try {
    apply(change, engine);
  } catch (error) {
    if (!(error instanceof FactsError)) throw error;
    refused = true;
  }
  return differ(`refused: ${JSON.stringify(change)}`, change.refused === true, refused);
}

function apply(change: Change, { facts }: Engine): void {
  if (change.put !== undefined) facts.put(change.put);
  if (change.delete !== undefined) facts.delete(change.delete);
  if (change.assign !== undefined) facts.assign(change.assign);
  if (change.revoke !== undefined) facts.revoke(change.revoke);
}

function compareBody({ name, body, answer, answers, refused }: ExpectedBody, engine: Engine): string[] {
  const { response } = evaluateBody(engine, body);
  const found =
    response === undefined
      ? { refused: true }
      : "evaluations" in response
        ? { answers: response.evaluations.map(({ decision }) => decision) }
        : { answer: response.decision };
  const wanted = refused === true ? { refused } : answers === undefined ? { answer } : { answers };
  return differ(name ?? JSON.stringify(body), wanted, found);
}

function compareTests({ tests }: Expected, found: readonly { name: string }[], passing: readonly string[]): string[] {
  if (tests === undefined) return [];
  const outcome = found.map(({ name }) => ({ name, passes: passing.includes(name) }));
  const byName = (list: readonly { name: string }[]): unknown[] =>
    list.toSorted((left, right) => (left.name < right.name ? -1 : 1));
  return differ("tests", byName(tests), byName(outcome));
}

function compareVersion({ sameVersion }: Expected, folder: string, version: string): string[] {
  if (sameVersion === undefined) return [];
  const files = sameVersion.map((file) => ({
    name: basename(file, ".same"),
    text: readFileSync(join(folder, file), "utf8"),
  }));
  return differ("version of the same policy", version, parsePolicy(files).policy?.version);
}

function compareDiagnostics(expected: readonly ExpectedDiagnostic[], loaded: Loaded, loader: Loader): string[] {
  const left = [...loaded.diagnostics];
  const missing = expected.filter((wanted) => {
    const at = left.findIndex((found) => fits(wanted, found, loaded, loader));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [
    ...missing.map((wanted) => `missing: ${JSON.stringify(wanted)}`),
    ...left.map((found) => `not expected: ${print(found, loaded)}`),
  ];
}

function fits(wanted: ExpectedDiagnostic, found: Diagnostic, loaded: Loaded, loader: Loader): boolean {
  const isIn = wanted.pointer === undefined ? isInPolicy : isInFacts;
  return (
    found.code === wanted.code &&
    found.severity === (wanted.severity ?? "error") &&
    isOrAny(wanted.suggestion, found.suggestion) &&
    isIn(wanted, found, loaded, loader)
  );
}

function isInPolicy(wanted: ExpectedDiagnostic, { location }: Diagnostic, loaded: Loaded): boolean {
  return (
    location.pointer === undefined &&
    basename(location.source) === (wanted.source ?? "policy.authz") &&
    isOrAny(wanted.line, location.line) &&
    isOrAny(wanted.column, location.column) &&
    isOrAny(wanted.underlined, underlined(location, loaded))
  );
}

function isInFacts(wanted: ExpectedDiagnostic, { location }: Diagnostic, _: Loaded, { knowsLines }: Loader): boolean {
  return (
    location.pointer === wanted.pointer &&
    (!knowsLines || isOrAny(wanted.line, location.line)) &&
    (!knowsLines || isOrAny(wanted.source, basename(location.source)))
  );
}

function isOrAny<T>(wanted: T | undefined, found: T | undefined): boolean {
  return wanted === undefined || wanted === found;
}

/** The text that a diagnostic about a policy points at. */
function underlined({ source, span }: Diagnostic["location"], { sources }: Loaded): string | undefined {
  return sources.find(({ name }) => name === source)?.text.slice(span.start, span.end);
}

function print({ code, severity, message, location, suggestion }: Diagnostic, loaded: Loaded): string {
  const { source, line, column, pointer } = location;
  const place = pointer === undefined ? { underlined: underlined(location, loaded), line, column } : { pointer, line };
  return JSON.stringify({ code, severity, source: basename(source), ...place, suggestion, message });
}
