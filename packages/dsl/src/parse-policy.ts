import { compareDiagnostics, hasErrors, type Diagnostic, type Limits, type Policy } from "@authz/model";
import { assemble } from "./assemble.ts";
import { checkFiles } from "./check/files.ts";
import { declareNames } from "./check/names/declarations.ts";
import { withoutRepeated } from "./check/repeated-statements.ts";
import { deriveRoles } from "./check/roles/derivations.ts";
import { checkShape } from "./check/shape.ts";
import { createCollector, type Collector } from "./diagnostics/collector.ts";
import { cutFindings } from "./diagnostics/cut.ts";
import { readLimits } from "./limits.ts";
import { readSources } from "./sources.ts";
import { parseFile } from "./syntax/parse-file.ts";

/** One policy file: `name` is its path, or whatever the reader of a diagnostic recognises, and unique in the policy. */
export interface PolicyFile {
  readonly name: string;
  /** Without decoding marks other than a BOM, which is skipped. */
  readonly text: string;
}

export interface ParseOptions {
  /** Those that differ from the defaults. */
  readonly limits?: Partial<Limits>;
}

export interface ParsedPolicy {
  /** Absent when there is an error among the diagnostics. */
  readonly policy?: Policy;
  /** By file and place; at most `limits.diagnostics`, and then one that counts the rest. */
  readonly diagnostics: readonly Diagnostic[];
}

export function parsePolicy(files: readonly PolicyFile[], options: ParseOptions = {}): ParsedPolicy {
  const limits = readLimits(options);
  const collector = createCollector();
  const policy = compilePolicy(files, collector, limits);
  const diagnostics = collector.diagnostics.toSorted(compareDiagnostics);
  const shown = cutFindings(diagnostics, limits.diagnostics);
  return policy === undefined || hasErrors(shown) ? { diagnostics: shown } : { policy, diagnostics: shown };
}

/** Files → syntax → names → roles → statements → policy. Names mean nothing while the text is not right, so it stops there. */
function compilePolicy(files: unknown, collector: Collector, limits: Limits): Policy | undefined {
  const sources = readSources(files, collector, limits);
  if (sources === undefined) return undefined;
  const parsed = sources.map((source) => parseFile(source, collector, limits)).filter((file) => file !== undefined);
  if (hasErrors(collector.diagnostics)) return undefined;
  if (!checkShape(parsed, collector, limits)) return undefined;
  const vocabulary = declareNames(parsed, collector);
  const derivations = deriveRoles(parsed, vocabulary, collector);
  const checked = checkFiles(parsed, vocabulary, collector);
  return hasErrors(collector.diagnostics)
    ? undefined
    : assemble(vocabulary, derivations, withoutRepeated(checked, parsed, collector));
}
