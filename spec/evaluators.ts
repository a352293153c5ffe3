import { compile, type CompileOptions, type Engine, type Policy } from "@authz/engine";

/** Something that answers requests under a policy. All of them must agree on every case. */
export interface Evaluator {
  readonly name: string;
  compile(policy: Policy, options: CompileOptions): Engine;
}

export const evaluators: readonly Evaluator[] = [{ name: "interpreter", compile }];
