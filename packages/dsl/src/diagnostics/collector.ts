import {
  createDiagnostic,
  createLines,
  locate,
  type Diagnostic,
  type DiagnosticDefinition,
  type Lines,
  type Location,
  type Parameters,
  type ReportOptions,
  type Source,
  type Span,
} from "@authz/model";

/** Where a span stands: spans alone do not say in which file. */
export interface Place {
  readonly source: Source;
  readonly span: Span;
}

/** Gathers what one run finds, in whatever order; `take` gives it sorted and cut to the limit by whoever runs it. */
export interface Collector {
  report<P extends Parameters>(
    definition: DiagnosticDefinition<P>,
    place: Place,
    parameters: P,
    options?: {
      readonly related?: readonly { readonly place: Place; readonly message: string }[];
      readonly suggestion?: string | undefined;
    },
  ): void;
  /** Takes over a finding of another collector. */
  add(diagnostic: Diagnostic): void;
  location(place: Place): Location;
  readonly diagnostics: readonly Diagnostic[];
}

export function createCollector(): Collector {
  const diagnostics: Diagnostic[] = [];
  const lines = new Map<Source, Lines>();
  function location(place: Place): Location {
    let table = lines.get(place.source);
    if (table === undefined) lines.set(place.source, (table = createLines(place.source.text)));
    return locate(place.source, place.span, table);
  }
  return {
    diagnostics,
    location,
    add: (diagnostic) => void diagnostics.push(diagnostic),
    report(definition, place, parameters, options = {}) {
      const extras: ReportOptions = {
        suggestion: options.suggestion,
        related: (options.related ?? []).map((other) => ({ location: location(other.place), message: other.message })),
      };
      diagnostics.push(createDiagnostic(definition, location(place), parameters, extras));
    },
  };
}
