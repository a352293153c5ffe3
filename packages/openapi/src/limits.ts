/**
 * The bounds on what a description of an API may cause, beside those of policies. Sizes of text are UTF-16 code units. Each
 * has a test at the limit and one past it.
 */
export const openapiLimits = {
  /** One file of a description. */
  documentLength: 16_777_216,
  /** Files that one description is made of. */
  files: 256,
  /** Objects and lists inside one another. */
  nesting: 128,
  /** Operations, and routes of a list. */
  operations: 10_000,
  /** Alternatives of one `security`; schemes and scopes of one alternative. */
  alternatives: 64,
} as const;
