import { parsePolicy } from "@authz/dsl";
import { compile, parseFacts, type Engine, type Policy } from "@authz/engine";
import type { FactsDraft, PolicyDraft } from "./draft.ts";
import { renderPolicy } from "./render.ts";

/** How often a property is tried: few times in CI, as often as AUTHZ_RUNS says by hand. */
export const numRuns: number = Number(process.env["AUTHZ_RUNS"] ?? 80);

/** For properties that are dear. */
export const fewerRuns: number = Math.ceil(numRuns / 2);

/** Generated policies compile, and silently; anything else is a mistake of the generator. */
export function policyOf(files: readonly string[]): Policy {
  const named = files.map((text, position) => ({ name: `policy-${position}.authz`, text }));
  const { policy, diagnostics } = parsePolicy(named);
  if (policy !== undefined && diagnostics.length === 0) return policy;
  throw new Error(`${diagnostics.map(({ code, message }) => `${code}: ${message}`).join("\n")}\n${files.join("\n")}`);
}

export function engineOf(draft: PolicyDraft, data: FactsDraft): Engine {
  return engineFor(policyOf([renderPolicy(draft)]), data);
}

/** Facts may violate `exclusive`, which is worth a warning and no more. */
export function engineFor(policy: Policy, data: FactsDraft): Engine {
  const { facts, diagnostics } = parseFacts(policy, data);
  if (facts !== undefined && diagnostics.every(({ severity }) => severity !== "error"))
    return compile(policy, { facts });
  throw new Error(diagnostics.map(({ code, message }) => `${code}: ${message}`).join("\n"));
}

/** The policy without the statements that have these labels. */
export function without(draft: PolicyDraft, labels: ReadonlySet<string>): PolicyDraft {
  return { ...draft, statements: draft.statements.filter(({ label }) => !labels.has(label)) };
}
