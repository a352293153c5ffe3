import type { Diagnostic, Span } from "@authz/model";

/** Data read from a text, and where in the text each part of it stands. */
export interface Document {
  readonly data: unknown;
  /**
   * Finds the value that an RFC 6901 pointer names, or the name of that member. What is not there is sought at what would
   * hold it. Most data is right: what finding takes is made when it is first asked for.
   */
  locate(pointer: string, part: PointedPart): Promise<Pointed>;
}

export type PointedPart = "name" | "value";

export interface Pointed {
  readonly span: Span;
  /** Into what was written: in JSON Lines, into the value of the line. */
  readonly pointer: string;
}

/** A text that was read as data: a document, or why it is none. */
export interface ReadData {
  readonly document?: Document;
  readonly diagnostics: readonly Diagnostic[];
}

/** The steps of an RFC 6901 pointer. */
export function pointerSteps(pointer: string): string[] {
  const steps = pointer.split("/").slice(1);
  return steps.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

export function shift(span: Span, by: number): Span {
  return { start: span.start + by, end: span.end + by };
}
