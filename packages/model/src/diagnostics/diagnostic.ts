import type { Location } from "../text/source.ts";

/** Only `error` stops a policy or facts from being used; `info` is what a linter thinks worth saying, no more. */
export type Severity = "error" | "warning" | "info";

/** A finding about text that people wrote. Plain data; sorted by place, then code. */
export interface Diagnostic {
  /** The tail of the path of the file that defines it: `names/unknown-role`. */
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong, one sentence. */
  readonly message: string;
  /** What to do about it. */
  readonly help?: string;
  readonly location: Location;
  /** Other places that explain it (the first declaration of a duplicate, say). */
  readonly related: readonly { readonly location: Location; readonly message: string }[];
  /** Text that most likely should stand in place of `location.span`. */
  readonly suggestion?: string;
}

/** What a phase returns: a value unless there are errors, and what there is to say about the text. */
export interface Checked<T> {
  readonly value?: T;
  readonly diagnostics: readonly Diagnostic[];
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}

/** By file, place and code, so that output never depends on the order of checks. */
export function compareDiagnostics(left: Diagnostic, right: Diagnostic): number {
  return (
    compareText(left.location.source, right.location.source) ||
    left.location.span.start - right.location.span.start ||
    compareText(left.location.pointer ?? "", right.location.pointer ?? "") ||
    compareText(left.code, right.code)
  );
}

/** Order by UTF-16 code units: the same everywhere, whatever the locale. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
