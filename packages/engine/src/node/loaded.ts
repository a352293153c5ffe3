import type { Diagnostic, Source } from "@authz/model";

/** What came of reading files: a value unless there are errors, what there is to say, and the texts that it speaks of. */
export interface Loaded<T> {
  readonly value?: T;
  readonly diagnostics: readonly Diagnostic[];
  /** Texts as they were read, to show excerpts of; what could not be read is missing. */
  readonly sources: readonly Source[];
}

/** Files did not make a policy or facts. It carries everything that is wrong with them. */
export class DiagnosticsError extends Error {
  override readonly name = "DiagnosticsError";
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: readonly Source[];

  constructor(diagnostics: readonly Diagnostic[], sources: readonly Source[]) {
    super(diagnostics.map(summary).join("\n"));
    this.diagnostics = diagnostics;
    this.sources = sources;
  }
}

/** The value, or the one error that carries all diagnostics. */
export function unwrap<T>(loaded: Loaded<T>): T {
  if (loaded.value === undefined) throw new DiagnosticsError(loaded.diagnostics, loaded.sources);
  return loaded.value;
}

function summary(diagnostic: Diagnostic): string {
  const { source, line, column } = diagnostic.location;
  const help = diagnostic.help === undefined ? "" : ` (${diagnostic.help})`;
  return `${source}:${line}:${column}: ${diagnostic.message}${help} [${diagnostic.code}]`;
}
