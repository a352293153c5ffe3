import type { Diagnostic, Policy, Source } from "@authz/model";
import { checkDescription, checkRoutes, readDescription, readRoutes } from "@authz/openapi";

/** What authz says about a policy beside a description of an API, or beside a list of routes. */
export async function runApiExample(
  files: Readonly<Record<string, string>>,
  policy: Policy,
): Promise<{ readonly diagnostics: readonly Diagnostic[]; readonly sources: readonly Source[] }> {
  const sources = Object.entries(files).map(([name, text]) => ({ name, text }));
  const isPolicy = ({ name }: Source): boolean => name.endsWith(".authz");
  const checked = { policy, sources: sources.filter(isPolicy) };
  const other = sources.find((source) => !isPolicy(source));
  if (other === undefined) return { diagnostics: [], sources };
  if (other.name.endsWith(".txt")) {
    const { value, diagnostics } = readRoutes(other);
    return { diagnostics: [...diagnostics, ...(value === undefined ? [] : checkRoutes(value, checked))], sources };
  }
  const { value, diagnostics } = await readDescription(other);
  return { diagnostics: [...diagnostics, ...(value === undefined ? [] : checkDescription(value, checked))], sources };
}
