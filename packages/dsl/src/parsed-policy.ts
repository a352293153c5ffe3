import type { Diagnostic, Limits, Policy } from "@authz/model";

/** One policy file. */
export interface PolicyFile {
  /**
   * Its path, or whatever the reader of a diagnostic recognises; unique in the policy. Names that end in `.test.authz` are files
   * of tests, which may hold only `test` and `fixture` blocks.
   */
  readonly name: string;
  /** As read: a byte order mark at the start is skipped, line ends are `\n` or `\r\n`. */
  readonly text: string;
}

export interface ParseOptions {
  /** Those that differ from `defaultLimits` of `@authz/model`. What is over a limit is an error, never cut. */
  readonly limits?: Partial<Limits>;
}

export interface ParsedPolicy {
  /** Absent exactly when there is an error among the diagnostics. Plain JSON data. */
  readonly policy?: Policy;
  /** By file and place: at most `limits.diagnostics`, and then one that counts the rest. */
  readonly diagnostics: readonly Diagnostic[];
}
