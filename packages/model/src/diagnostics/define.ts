import type { Location } from "../text/source.ts";
import type { Diagnostic, Severity } from "./diagnostic.ts";

/** The typed parameters of a message. Texts in them come from users. */
export type Parameters = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/**
 * An example is the text of one policy file, or files, or a policy with facts (JSON). It is run as a test. What only a file
 * system can show is a session in a shell, and has its test where files are read.
 */
export type Example =
  | string
  | { readonly files: Readonly<Record<string, string>> }
  | { readonly policy: string; readonly facts: string }
  | { readonly shell: string };

/** A diagnostic is a file; this is what the file says. */
export interface DiagnosticDefinition<P extends Parameters = Parameters> {
  /** The tail of the file's path: `names/unknown-role`. */
  readonly code: string;
  readonly severity: Severity;
  /** One line for lists and the head of its page, without parameters. */
  readonly summary: string;
  /** A paragraph for its page: why this is a finding at all. */
  readonly why: string;
  /** What is wrong here: one sentence, no capital unless a name, no full stop; user text in backquotes. */
  message(parameters: P): string;
  /** What to do here. */
  help(parameters: P): string;
  /** Yields exactly this diagnostic. */
  readonly bad: Example;
  /** The same, mended: yields none. */
  readonly good: Example;
}

export function defineDiagnostic<P extends Parameters>(definition: DiagnosticDefinition<P>): DiagnosticDefinition<P> {
  return definition;
}

/** What a report may add to its definition. */
export interface ReportOptions {
  readonly related?: Diagnostic["related"];
  readonly suggestion?: string | undefined;
}

export function createDiagnostic<P extends Parameters>(
  definition: DiagnosticDefinition<P>,
  location: Location,
  parameters: P,
  options: ReportOptions = {},
): Diagnostic {
  return {
    code: definition.code,
    severity: definition.severity,
    message: definition.message(parameters),
    help: definition.help(parameters),
    location,
    related: options.related ?? [],
    ...(options.suggestion === undefined ? {} : { suggestion: options.suggestion }),
  };
}
