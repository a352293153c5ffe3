/** The evaluators side by side: what `allows` of an engine and of a compiled module say must be the decision of `check`. */
import { compile, FactsError, parseFacts, type Engine } from "@authz/engine";
import { createDecider } from "@authz/engine/core";
import fc from "fast-check";
import { recombined } from "./compiled-questions.ts";
import type { Run, Step } from "./compiled-runs.ts";
import { now } from "./facts.ts";

export interface Tally {
  /** Decisions that were compared. */
  cases: number;
  /** Of these, what generated code allowed and denied. */
  allowed: number;
  denied: number;
  /** Of these, what a compiled module was asked as well. */
  modules: number;
}

/** A module is given all facts anew with each question, so that only some are asked. */
const oneInModules = 7;

export const createTally = (): Tally => ({ cases: 0, allowed: 0, denied: 0, modules: 0 });

/** Runs as often as `parameters` say, and throws at the first difference, with a small run that shows it. */
export function compareRuns(runs: fc.Arbitrary<Run>, tally: Tally, parameters: fc.Parameters<[Run]>): void {
  fc.assert(
    fc.property(runs, (run) => compareRun(run, tally)),
    // Making it smaller would go on for many minutes.
    { ...parameters, interruptAfterTimeLimit: 180_000, markInterruptAsFailure: true, reporter: throwWith },
  );
}

function throwWith({
  failed,
  counterexample,
  seed,
  counterexamplePath,
  errorInstance,
  interrupted,
}: fc.RunDetails<[Run]>): void {
  if (!failed) return;
  if (counterexample === null)
    throw new Error(interrupted ? "too slow: interrupted" : "no run was made", { cause: errorInstance });
  const [{ text, start, steps }] = counterexample;
  const happens = steps.map((step) => (step.kind === "policy" ? "another policy" : step.changes));
  throw new Error(
    `seed ${seed}, path ${counterexamplePath?.slice(0, 40)}\n${text}\n${JSON.stringify({ start, happens })}\n${String(errorInstance)}`,
    { cause: errorInstance },
  );
}

const clock = (): Date => new Date(now);

/** Throws at the first difference. */
function compareRun({ policy, start, steps, questions }: Run, tally: Tally): void {
  const { facts } = parseFacts(policy, start);
  if (facts === undefined) throw new Error("generated facts fit");
  const engine = compile(policy, { facts, clock });
  compareAll(engine, [...questions, ...recombined(questions, 1)], tally);
  for (const [at, step] of steps.entries()) {
    take(engine, step);
    compareAll(engine, [...questions, ...recombined(questions, at + 2)], tally);
  }
}

function compareAll(engine: Engine, asked: readonly unknown[], tally: Tally): void {
  const decider = createDecider(engine.policy);
  const facts = { entities: engine.facts.entities(), assignments: engine.facts.assignments() };
  for (const question of asked) {
    const before = engine.answered.compiled;
    const allowed = engine.allows(question);
    const compiled = engine.answered.compiled > before;
    const { decision, code } = engine.check(question);
    if (allowed !== decision)
      throw new Error(`allows: ${allowed}, check: ${decision} (${code}) to ${JSON.stringify(question)}`);
    if (tally.cases % oneInModules === 0) {
      const answer = decider.allows(question, { facts, clock });
      if (answer !== decision)
        throw new Error(`module: ${answer}, check: ${decision} (${code}) to ${JSON.stringify(question)}`);
      tally.modules++;
    }
    tally.cases++;
    if (compiled) tally[decision ? "allowed" : "denied"]++;
  }
}

/** Changes that do not fit, or would give someone roles that exclude one another, change nothing. */
function take(engine: Engine, step: Step): void {
  try {
    if (step.kind === "policy") engine.replace(step.policy);
    else engine.facts.apply(step.changes);
  } catch (error) {
    if (!(error instanceof FactsError)) throw error;
  }
}
