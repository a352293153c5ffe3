/** An id's template taken apart: `corp/` and `sub` for `{issuer}/{sub}` of the issuer `corp`. */
export interface IdTemplate {
  readonly prefix: string;
  readonly claim: string;
}

/** Undefined when the text is no template: anything, perhaps with `{issuer}`, and at its end one claim in braces. */
export function parseIdTemplate(text: string, issuerName: string): IdTemplate | undefined {
  const match = /^([^{}]*(?:\{issuer\}[^{}]*)?)\{([^{}]+)\}$/.exec(text);
  const [, before, claim] = match ?? [];
  if (before === undefined || claim === undefined || claim === "issuer") return undefined;
  return { prefix: before.replace("{issuer}", issuerName), claim };
}

/** What makes ids of one type, and where in the configuration that stands. */
export interface IdSource extends IdTemplate {
  readonly type: string;
  readonly pointer: string;
}

/**
 * Two sources of one type whose prefixes begin with one another: only those can ever make one id of two values, since what
 * follows a prefix may be anything.
 */
export function findCollisions(sources: readonly IdSource[]): (readonly [IdSource, IdSource])[] {
  return sources.flatMap((first, index) =>
    sources
      .slice(index + 1)
      .filter((second) => second.type === first.type)
      .filter(({ prefix }) => prefix.startsWith(first.prefix) || first.prefix.startsWith(prefix))
      .map((second) => [first, second] as const),
  );
}
