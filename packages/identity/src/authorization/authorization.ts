import { accept, refuse, type Outcome } from "../result.ts";

/** An `Authorization` header taken apart (RFC 9110 11.6.2), for schemes whose credentials are one token. */
export interface Authorization {
  /** In lower case: schemes are compared without regard to case. */
  readonly scheme: string;
  readonly credentials: string;
}

/**
 * The one `Authorization` header of a request. `values` is every value that came, each by itself: several of them, or a
 * list in one, are refused and none is picked (RFC 6750 2, 3.1). A token in the query or in the body is never looked for.
 */
export function parseAuthorization(values: readonly string[]): Outcome<Authorization> {
  const [value, second] = values;
  if (value === undefined) return refuse("credential/missing", "the request has no Authorization header");
  if (second !== undefined) return refuse("credential/several", "the request has several Authorization headers");
  const [scheme = "", rest = ""] = split(value);
  if (!/^[!#$%&'*+.^`|~\w-]{1,32}$/.test(scheme) || rest === "")
    return refuse("credential/malformed", "the Authorization header is no scheme, one space or more, and credentials");
  if (rest.includes(",")) return refuse("credential/several", "the Authorization header holds a list");
  return accept({ scheme: scheme.toLowerCase(), credentials: rest });
}

function split(value: string): readonly string[] {
  const space = value.indexOf(" ");
  if (space < 0) return [value];
  let start = space;
  while (value[start] === " ") start++;
  return [value.slice(0, space), value.slice(start)];
}
