/** Runs the tests that stand in a policy (family T of the language reference) against an evaluator. */
import { runTest, type Policy, type TestOptions } from "@authz/engine";
import type { Evaluator } from "./evaluators.ts";

/** Names of the tests that pass. `clock` is the time of those that do not say one; default: the language's. */
export function passingTests(policy: Policy, evaluator: Evaluator, clock?: () => Date): readonly string[] {
  const options: TestOptions = {
    evaluator: (compiled, given) => evaluator.compile(compiled, given),
    ...(clock === undefined ? {} : { now: clock() }),
  };
  return policy.tests.filter((test) => runTest(policy, test, options).passed).map(({ name }) => name);
}
