import {
  createDiagnostic,
  type DiagnosticDefinition,
  type Location,
  type Parameters,
  type ReportOptions,
} from "@authz/model";
import type { Diagnostic } from "@authz/model";

/** Where findings are put while a text is read. */
export interface Findings {
  readonly diagnostics: readonly Diagnostic[];
  report<P extends Parameters>(
    definition: DiagnosticDefinition<P>,
    location: Location,
    parameters: P,
    options?: ReportOptions,
  ): void;
}

export function createFindings(): Findings {
  const diagnostics: Diagnostic[] = [];
  return {
    diagnostics,
    report(definition, location, parameters, options) {
      diagnostics.push(createDiagnostic(definition, location, parameters, options));
    },
  };
}
