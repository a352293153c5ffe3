import { compareDiagnostics, hasErrors, type Limits, type Policy } from "@authz/model";
import { assemble } from "./assemble.ts";
import { checkFiles } from "./check/files.ts";
import { declareNames } from "./check/names/declarations.ts";
import { withoutRepeated } from "./check/repeated-statements.ts";
import { deriveRoles } from "./check/roles/derivations.ts";
import { independentFindings } from "./check/lost-text.ts";
import { checkShape } from "./check/shape.ts";
import { createCollector, type Collector } from "./diagnostics/collector.ts";
import { cutFindings } from "./diagnostics/cut.ts";
import { readLimits } from "./limits.ts";
import type { ParsedPolicy, ParseOptions, PolicyFile } from "./parsed-policy.ts";
import { readSources } from "./sources.ts";
import { parseFile } from "./syntax/parse-file.ts";
import type { SyntaxFile } from "./syntax/tree.ts";

/**
 * Text → checked policy (contract, section 10). Every file belongs to the one policy; neither their order nor that of
 * declarations matters. Takes time in proportion to the text, within the limits.
 *
 * Never throws, whatever it is given: a mistake in the policy is a diagnostic with its place and what to do, and so is a list
 * that is none or a file without a text. With an error among the diagnostics there is no policy; a warning stops nothing.
 *
 * ```ts
 * const { policy, diagnostics } = parsePolicy([{ name: "todo.authz", text: "subject User\nresource Todo { action read }" }]);
 * if (policy === undefined) throw new Error(diagnostics.map((diagnostic) => diagnostic.message).join("\n"));
 * ```
 */
export function parsePolicy(files: readonly PolicyFile[], options: ParseOptions = {}): ParsedPolicy {
  const { policy, diagnostics } = parseWithSyntax(files, options);
  return policy === undefined ? { diagnostics } : { policy, diagnostics };
}

/** A parsed policy with the trees that it was made from, for tools that look at what was written. */
export interface ParsedWithSyntax extends ParsedPolicy {
  /** Of every file that could be read, by name. */
  readonly syntax: readonly SyntaxFile[];
}

/** {@link parsePolicy} that keeps the syntax trees. */
export function parseWithSyntax(files: readonly PolicyFile[], options: ParseOptions = {}): ParsedWithSyntax {
  const limits = readLimits(options);
  const collector = createCollector();
  const { policy, syntax } = compilePolicy(files, collector, limits);
  const diagnostics = cutFindings(collector.diagnostics.toSorted(compareDiagnostics), limits.diagnostics);
  return policy === undefined || hasErrors(diagnostics) ? { diagnostics, syntax } : { policy, diagnostics, syntax };
}

interface Compiled {
  readonly policy?: Policy | undefined;
  readonly syntax: readonly SyntaxFile[];
}

/** Files → syntax → names → roles → statements → policy. */
function compilePolicy(files: unknown, collector: Collector, limits: Limits): Compiled {
  const sources = readSources(files, collector, limits);
  if (sources === undefined) return { syntax: [] };
  const syntax = sources.map((source) => parseFile(source, collector, limits)).filter((file) => file !== undefined);
  if (!hasErrors(collector.diagnostics)) return { policy: checkParsed(syntax, collector, limits), syntax };
  // A file that could not be read at all may have declared anything.
  if (syntax.length < sources.length) return { syntax };
  const around = createCollector();
  checkParsed(syntax, around, limits);
  for (const finding of independentFindings(around.diagnostics, collector.diagnostics, syntax)) collector.add(finding);
  return { syntax };
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
