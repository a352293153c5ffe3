import type { Diagnostic, Span } from "@authz/model";

/** A diagnostic that may carry its own repair. Plain data. */
export interface LintFinding extends Diagnostic {
  readonly fix?: Fix;
}

export interface Fix {
  /** What it does, as an order: `remove the rule`. */
  readonly title: string;
  /** Changes no decision, whatever facts and requests. Others are a person's choice (`--unsafe`). */
  readonly safe: boolean;
  /** None touches another. */
  readonly edits: readonly TextEdit[];
}

/** `text` takes the place of what stands in `span`. */
export interface TextEdit {
  /** The name of the file. */
  readonly source: string;
  readonly span: Span;
  readonly text: string;
}
