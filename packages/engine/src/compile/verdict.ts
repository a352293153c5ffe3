import { and, negated, no, or, yes, type Code } from "./code.ts";

/**
 * What is known of a condition, as two pieces of code. When it is exact, `surely` is whether it is true and `perhaps` whether it
 * is true or unknown. Otherwise they are bounds: where they differ, the interpreter has to say.
 */
export interface Verdict {
  readonly surely: Code;
  readonly perhaps: Code;
  readonly exact: boolean;
  /** It asks for roles that exclude one another: an allow must also hold without them. */
  readonly separable: boolean;
}

export const always: Verdict = verdict(yes, yes);
export const never: Verdict = verdict(no, no);
/** Unknown in the language's sense, whatever the request. */
export const unknown: Verdict = verdict(no, yes);
/** Generated code does not work it out. */
export const unclear: Verdict = { ...unknown, exact: false };

export function verdict(surely: Code, perhaps: Code): Verdict {
  return { surely, perhaps, exact: true, separable: false };
}

export function every(parts: readonly Verdict[]): Verdict {
  return combined(parts, and);
}

export function some(parts: readonly Verdict[]): Verdict {
  return combined(parts, or);
}

function combined(parts: readonly Verdict[], join: (pieces: readonly Code[]) => Code): Verdict {
  return {
    surely: join(parts.map(({ surely }) => surely)),
    perhaps: join(parts.map(({ perhaps }) => perhaps)),
    exact: parts.every(({ exact }) => exact),
    separable: parts.some(({ separable }) => separable),
  };
}

export function not(part: Verdict): Verdict {
  return { ...part, surely: negated(part.perhaps), perhaps: negated(part.surely) };
}
