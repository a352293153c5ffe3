import { httpLimits } from "../limits.ts";

/**
 * The id by which logs of several programs find the same request: the caller's `X-Request-ID` to the letter, when it is one of
 * printable ASCII without spaces; else a new one. So it can be logged and sent back as it is.
 */
export function requestIdOf(values: readonly string[], createId: () => string): string {
  const [value, second] = values;
  const isUsable = value !== undefined && second === undefined && value.length <= httpLimits.requestIdLength;
  return isUsable && /^[\x21-\x7e]+$/.test(value) ? value : createId();
}
