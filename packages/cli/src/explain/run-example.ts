import { parsePolicy } from "@authz/dsl";
import { lintPolicy, type LintRule } from "@authz/dsl/lint";
import { parseFactsTexts } from "@authz/engine/node";
import type { Diagnostic, DiagnosticDefinition, Example, Source } from "@authz/model";

/** What authz says about the bad example of a diagnostic; nothing about a session in a shell, which is not run. */
export async function runExample({ code, bad: example }: DiagnosticDefinition): Promise<{
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: readonly Source[];
}> {
  if (typeof example !== "string" && "shell" in example) return { diagnostics: [], sources: [] };
  const sources = policySources(example);
  const { policy, diagnostics } = parsePolicy(sources);
  if (policy === undefined || typeof example === "string") return { diagnostics, sources };
  if ("files" in example) return (await import("./run-api-example.ts")).runApiExample(example.files, policy);
  // What loads and is suspicious is shown only where it is meant: examples of mistakes are short.
  const review = code.startsWith("data/");
  return parseFactsTexts(policy, [{ name: "facts.json", text: example.facts }], { review });
}

/** What a rule of the linter says about its bad example. */
export function lintExample({ code, bad, set }: LintRule): {
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: readonly Source[];
} {
  const sources = typeof bad !== "string" && "shell" in bad ? [] : policySources(bad);
  const { findings } = lintPolicy(sources, { config: { extends: [set] } });
  return { diagnostics: findings.filter((finding) => finding.code === code), sources };
}

function policySources(example: Exclude<Example, { readonly shell: string }>): Source[] {
  if (typeof example === "string") return [{ name: "policy.authz", text: example }];
  if ("policy" in example) return [{ name: "policy.authz", text: example.policy }];
  const files = Object.entries(example.files).map(([name, text]) => ({ name, text }));
  // Other files are about an API; without any policy beside them they are what somebody takes for one.
  const policy = files.filter(({ name }) => name.endsWith(".authz"));
  return policy.length === 0 ? files : policy;
}
