/** Runs the tests that stand in a policy (family T of the language reference). */
import { parseFacts, type Decision, type Engine, type EntityData, type Policy } from "@authz/engine";
import { splitRequestTarget, type Expectation, type TestBlock, type TestFacts } from "@authz/model";
import type { Evaluator } from "./evaluators.ts";

/** Names of the tests that pass. */
export function passingTests(policy: Policy, evaluator: Evaluator, clock: () => Date): readonly string[] {
  return policy.tests.filter((test) => passes(test, policy, evaluator, clock)).map(({ name }) => name);
}

function passes(test: TestBlock, policy: Policy, evaluator: Evaluator, clock: () => Date): boolean {
  const fixtures = policy.fixtures.filter(({ origin }) => origin.source === test.origin.source);
  const blocks = [...fixtures, test].map((block) => block.facts);
  const { facts, diagnostics } = parseFacts(policy, {
    entities: mergeEntities(blocks),
    assignments: assignments(blocks),
  });
  if (facts === undefined) throw new TypeError(`${test.name}: ${JSON.stringify(diagnostics)}`);
  const engine = evaluator.compile(policy, { facts, clock });
  return test.expectations.every((expectation) => holds(expectation, engine));
}

/** T-4: statements about one entity add up, later blocks replace attributes of earlier ones. */
function mergeEntities(blocks: readonly TestFacts[]): EntityData[] {
  const merged = new Map<string, EntityData>();
  for (const { origin: _, ...entity } of blocks.flatMap((block) => block.entities)) {
    const key = JSON.stringify([entity.type, entity.id]);
    merged.set(key, mergeEntity(merged.get(key), entity));
  }
  return [...merged.values()];
}

function mergeEntity(before: EntityData | undefined, { type, id, properties, parent, groups }: EntityData): EntityData {
  const all = new Map([...Object.entries(before?.properties ?? {}), ...Object.entries(properties ?? {})]);
  const parents = [before?.parent ?? [], parent ?? []].flat();
  return {
    type,
    id,
    properties: Object.fromEntries(all),
    ...(parents.length === 0 ? {} : { parent: parents }),
    groups: [before?.groups ?? [], groups ?? []].flat(),
  };
}

function assignments(blocks: readonly TestFacts[]): unknown[] {
  return blocks.flatMap((block) => block.assignments).map(({ origin: _, ...assignment }) => assignment);
}

function holds(expectation: Expectation, engine: Engine): boolean {
  return ask(expectation, engine).every(
    ({ decision, code, rules }) =>
      decision === expectation.can &&
      (expectation.because === undefined ||
        expectation.because === code ||
        rules.some(({ id }) => id === expectation.because)),
  );
}

type Answer = Pick<Decision, "decision" | "code" | "rules">;

function ask({ subject, context, question }: Expectation, engine: Engine): Answer[] {
  if (question.kind === "http") {
    const match = engine.match(question);
    if (match === "public") return [{ decision: true, code: "granted", rules: [] }];
    if (match !== undefined) return [engine.check({ subject, context, ...match })];
    const rejected = "problem" in splitRequestTarget(question.path);
    return [{ decision: false, code: rejected ? "invalid_request" : "no_grant", rules: [] }];
  }
  return question.actions.map((action) => engine.check({ subject, context, action, resource: question.resource }));
}
