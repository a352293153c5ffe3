import { readFacts } from "@authz/engine/node";
import type { Diagnostic, Policy, Source } from "@authz/model";

export interface LintedFacts {
  readonly findings: readonly Diagnostic[];
  readonly sources: readonly Source[];
}

/**
 * What is to be said of facts: what keeps them from being loaded, and violations of separation of duty, as loading reports
 * them.
 */
export async function lintFacts(policy: Policy, files: readonly string[]): Promise<LintedFacts> {
  if (files.length === 0) return { findings: [], sources: [] };
  const { diagnostics, sources } = await readFacts(policy, files);
  return { findings: diagnostics, sources };
}
