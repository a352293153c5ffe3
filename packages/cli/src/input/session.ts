import { compile, type Engine } from "@authz/engine";
import { readFacts, readPolicy } from "@authz/engine/node";
import { parseTime, type Policy } from "@authz/model";
import { UsageError, type Invocation } from "../command.ts";
import { policyPath } from "../policy-path.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { InputError } from "./input-error.ts";

/** A policy with its facts, ready to be asked. */
export interface Session {
  readonly policy: Policy;
  readonly engine: Engine;
}

/** What is odd about facts that can be used all the same goes to standard error. */
export async function openSession(input: Invocation, { err }: Terminal): Promise<Session> {
  const at = readTime(input.value("at"));
  const read = await readPolicy(policyPath(input));
  const policy = read.value;
  if (policy === undefined) throw new InputError("the policy could not be used", read.diagnostics, read.sources);
  const clock = at === undefined ? {} : { clock: () => new Date(at) };
  const files = input.values("facts");
  if (files.length === 0) return { policy, engine: compile(policy, clock) };
  const { value: facts, diagnostics, sources } = await readFacts(policy, files);
  if (facts === undefined) throw new InputError("the facts could not be used", diagnostics, sources);
  if (diagnostics.length > 0) {
    const { renderDiagnostics } = await import("../render/diagnostic.ts");
    await err.write(`${renderDiagnostics(diagnostics, sources, err)}\n`);
  }
  return { policy, engine: compile(policy, { facts, ...clock }) };
}

function readTime(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const time = parseTime(text);
  if (time === undefined)
    throw new UsageError(`--at takes a time, not \`${text}\``, "write it as 2026-01-31T00:00:00Z");
  return time;
}
