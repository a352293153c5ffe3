import type { DiagnosticDefinition, Parameters, Source, Span } from "@authz/model";
import type { Collector } from "../diagnostics/collector.ts";

export interface Related {
  readonly span: Span;
  readonly message: string;
}

/**
 * What is found in one file. Remembers where, so that whoever stumbles over the same place later does not report it again,
 * and stops reporting at a limit: text that is no policy at all has a mistake in every line.
 */
export interface Findings {
  report<P extends Parameters>(
    definition: DiagnosticDefinition<P>,
    span: Span,
    parameters: P,
    options?: { readonly suggestion?: string | undefined; readonly related?: readonly Related[] },
  ): void;
  /** Something is wrong there that another diagnostic stands for. */
  mark(offset: number): void;
  /** Has something been reported or marked in the span? */
  touches(span: Span): boolean;
  /** More than the limit: no use in looking on. */
  isFull(): boolean;
}

export function createFindings(source: Source, collector: Collector, limit: number): Findings {
  const marks: number[] = [];
  let sorted = true;
  let count = 0;
  function mark(offset: number): void {
    sorted &&= offset >= (marks.at(-1) ?? 0);
    marks.push(offset);
  }
  return {
    mark,
    report(definition, span, parameters, options = {}) {
      // One more than the limit tells whoever cuts the list that it has been cut.
      if (++count > limit + 1) return;
      mark(span.start);
      const related = (options.related ?? []).map((other) => ({ ...other, place: { source, span: other.span } }));
      collector.report(definition, { source, span }, parameters, { suggestion: options.suggestion, related });
    },
    isFull: () => count > limit,
    touches(span) {
      if (!sorted) marks.sort((left, right) => left - right);
      sorted = true;
      const next = marks[countBelow(marks, span.start)];
      return next !== undefined && next <= span.end;
    },
  };
}

/** How many of the ascending numbers are below the limit. */
function countBelow(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? Infinity) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
