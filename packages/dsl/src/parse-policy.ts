import { compareDiagnostics, hasErrors, type Diagnostic, type Limits, type Policy } from "@authz/model";
import { assemble } from "./assemble.ts";
import { checkFiles } from "./check/files.ts";
import { declareNames } from "./check/names/declarations.ts";
import { withoutRepeated } from "./check/repeated-statements.ts";
import { deriveRoles } from "./check/roles/derivations.ts";
import { brokenSpans, isIndependent, lostWords } from "./check/lost-text.ts";
import { checkShape } from "./check/shape.ts";
import { createCollector, type Collector } from "./diagnostics/collector.ts";
import { cutFindings } from "./diagnostics/cut.ts";
import { readLimits } from "./limits.ts";
import { readSources } from "./sources.ts";
import { parseFile } from "./syntax/parse-file.ts";
import type { SyntaxFile } from "./syntax/tree.ts";

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

/** Files → syntax → names → roles → statements → policy. */
function compilePolicy(files: unknown, collector: Collector, limits: Limits): Policy | undefined {
  const sources = readSources(files, collector, limits);
  if (sources === undefined) return undefined;
  const parsed = sources.map((source) => parseFile(source, collector, limits)).filter((file) => file !== undefined);
  if (!hasErrors(collector.diagnostics)) return checkParsed(parsed, collector, limits);
  if (parsed.length === sources.length) checkWhatIsLeft(parsed, collector, limits);
  return undefined;
}

function checkParsed(parsed: readonly SyntaxFile[], collector: Collector, limits: Limits): Policy | undefined {
  if (!checkShape(parsed, collector, limits)) return undefined;
  const vocabulary = declareNames(parsed, collector);
  const derivations = deriveRoles(parsed, vocabulary, collector);
  const checked = checkFiles(parsed, vocabulary, collector);
  return hasErrors(collector.diagnostics)
    ? undefined
    : assemble(vocabulary, derivations, withoutRepeated(checked, parsed, collector));
}

/** Around what could not be parsed, mistakes are found all the same, if they are mistakes whatever it would have said. */
function checkWhatIsLeft(parsed: readonly SyntaxFile[], collector: Collector, limits: Limits): void {
  const findings = createCollector();
  checkParsed(parsed, findings, limits);
  const mistakes = [...collector.diagnostics];
  const lost = lostWords(parsed);
  const files = new Map(parsed.map((file) => [file.source.name, file]));
  const broken = new Map(parsed.map((file) => [file.source.name, brokenSpans(file, mistakes)]));
  for (const finding of findings.diagnostics) {
    const { source, span, line } = finding.location;
    const isBeside = mistakes.some(({ location }) => location.source === source && location.line === line);
    const underlined = files.get(source)?.source.text.slice(span.start, span.end) ?? "";
    const isPart = broken.get(source)?.some(({ start, end }) => span.start >= start && span.end <= end) ?? false;
    if (finding.severity === "error" && !isPart && !isBeside && isIndependent(finding, underlined, lost))
      collector.add(finding);
  }
}
