import type { Diagnostic, Source } from "@authz/model";

/** A text that was given could not be used: nothing was decided. */
export class InputError extends Error {
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: readonly Source[];

  constructor(message: string, diagnostics: readonly Diagnostic[], sources: readonly Source[]) {
    super(message);
    this.diagnostics = diagnostics;
    this.sources = sources;
  }
}
