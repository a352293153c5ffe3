import { defaultLimits } from "@authz/model";
import { FactsError } from "../facts/live-facts.ts";
import { joinFacts, type FactsReader } from "../facts/facts.ts";
import { readFacts } from "../facts/parse-facts.ts";
import { createFactsTable, type FactsTable } from "../facts/table.ts";
import type { Schema } from "../schema/schema.ts";
import { createRecorder, isEmpty, type FactsData, type Needs, type Recorder } from "./needs.ts";

/** Fetches what is needed, in one go: entities that do not exist and assignments that there are not are left away. */
export type FactsLoader = (needs: Needs) => FactsData | Promise<FactsData>;

/**
 * Evaluates until nothing is missing any more: an evaluation that asks for nothing new has read all it asked for, so that it is
 * the one that has everything. What the loader brings beside what it was asked for is not used.
 * Rejects with what the loader rejects with, or with a {@link FactsError} when what it brings does not fit the policy.
 */
export async function evaluateLoading<T>(
  schema: Schema,
  known: FactsReader,
  load: FactsLoader,
  evaluate: (facts: FactsReader) => T,
): Promise<T> {
  const fetched = createFactsTable();
  const recorder = createRecorder(joinFacts(known, fetched), schema);
  for (let round = 0; round <= defaultLimits.loadRounds; round++) {
    const result = evaluate(recorder);
    const needs = recorder.take();
    if (isEmpty(needs)) return result;
    keep(await load(needs), schema, recorder, fetched);
  }
  throw new Error(
    `checkAsync: after ${defaultLimits.loadRounds} rounds of loading there was still something missing: a longer chain of parents or groups than that is not followed`,
  );
}

function keep(data: unknown, schema: Schema, recorder: Recorder, fetched: FactsTable): void {
  const { facts, diagnostics } = readFacts(schema.policy, [{ name: "loader", data }]);
  if (facts === undefined) throw new FactsError(diagnostics);
  for (const entity of facts.entities) if (recorder.asksEntity(entity.ref)) fetched.put(entity);
  for (const assignment of facts.assignments) if (recorder.asksAssignment(assignment)) fetched.assign(assignment);
}
