import { withConfiguredLevel, type LintConfig } from "@authz/dsl/lint";
import { readFacts } from "@authz/engine/node";
import type { Diagnostic, Policy, Source } from "@authz/model";

export interface LintedFacts {
  readonly findings: readonly Diagnostic[];
  readonly sources: readonly Source[];
}

/**
 * What is to be said of facts: what keeps them from being loaded, violations of separation of duty, and what loads and is
 * suspicious all the same, at the levels that the configuration gives them.
 */
export async function lintFacts(
  policy: Policy,
  files: readonly string[],
  config: LintConfig,
  clock: () => Date = () => new Date(),
): Promise<LintedFacts> {
  if (files.length === 0) return { findings: [], sources: [] };
  const { diagnostics, sources } = await readFacts(policy, files, { review: true, clock });
  const findings = diagnostics.map((one) => withConfiguredLevel(one, config)).filter((one) => one !== undefined);
  return { findings, sources };
}
