import { expect } from "@jest/globals";
import { parsePolicy } from "@authz/dsl";
import type { Policy } from "@authz/model";
import type { Engine } from "../../engine.ts";

/** A policy of one file, without mistakes. */
export function policyOf(text: string): Policy {
  const { policy, diagnostics } = parsePolicy([{ name: "p.authz", text }]);
  if (policy === undefined) throw new Error(`${text}\n${JSON.stringify(diagnostics)}`);
  return policy;
}

/** Asks `allows` and `check`, which have to agree, and says whether generated code answered. */
export function ask(engine: Engine, request: unknown): { readonly allowed: boolean; readonly compiled: boolean } {
  const before = engine.answered.compiled;
  const allowed = engine.allows(request);
  expect(allowed).toBe(engine.check(request).decision);
  return { allowed, compiled: engine.answered.compiled > before };
}
