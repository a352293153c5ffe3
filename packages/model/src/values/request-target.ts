/** Why the target of an HTTP request is rejected: its parts could be read in more than one way. */
export type RequestTargetProblem =
  | "no leading slash"
  | "fragment"
  | "backslash"
  | "space or control character"
  | "invalid escape"
  | "encoded slash or backslash"
  | "NUL"
  | "dot segment"
  | "empty segment";

/**
 * The one normalisation of paths, of requests and of patterns alike: `/` has no segments; the query is cut off; each segment is
 * percent-decoded once, as UTF-8. What a proxy, a framework and this engine might read differently is rejected, never guessed
 * at: a backslash or an encoded slash, dot segments (also encoded, also with `;` behind them), empty segments and with them
 * a slash at the end. Case and Unicode forms are left as they are.
 */
export function splitRequestTarget(
  text: string,
): { readonly segments: readonly string[] } | { readonly problem: RequestTargetProblem } {
  if (ordinary.test(text)) return { segments: segmentsOf(text) };
  const query = text.indexOf("?");
  const path = query < 0 ? text : text.slice(0, query);
  if (!path.startsWith("/")) return { problem: "no leading slash" };
  // The whole text: whoever glues a query or a fragment on must not hide anything in it.
  if (text.includes("#")) return { problem: "fragment" };
  if (path.includes("\\")) return { problem: "backslash" };
  if (spaceOrControl.test(text)) return { problem: "space or control character" };
  if (path === "/") return { segments: [] };
  const segments: string[] = [];
  for (const raw of segmentsOf(path)) {
    const segment = decode(raw);
    if (segment === undefined) return { problem: "invalid escape" };
    const problem = problemOf(segment);
    if (problem !== undefined) return { problem };
    segments.push(segment);
  }
  return { segments };
}

/** What most paths are, and nothing reads in two ways: no segment begins with a dot, each character stands for itself. */
const ordinary = /^(?:\/[\w~:@-][\w~:@.-]*)+$/;
const spaceOrControl = /[\0-\x20\x7f-\x9f]/;

/** What lies between slashes, as it is written; quicker than `split`. */
function segmentsOf(path: string): string[] {
  const segments: string[] = [];
  let start = 1;
  for (let end = path.indexOf("/", 1); end > 0; end = path.indexOf("/", start)) {
    segments.push(path.slice(start, end));
    start = end + 1;
  }
  segments.push(path.slice(start));
  return segments;
}

function problemOf(segment: string): RequestTargetProblem | undefined {
  if (segment === "") return "empty segment";
  if (/[/\\]/.test(segment)) return "encoded slash or backslash";
  if (segment.includes("\0")) return "NUL";
  return /^\.\.?(?:;|$)/.test(segment) ? "dot segment" : undefined;
}

/** One decoding; undefined when an escape or the UTF-8 that escapes spell is invalid, or half of a surrogate pair stands there. */
function decode(raw: string): string | undefined {
  if (!raw.isWellFormed()) return undefined;
  if (!raw.includes("%")) return raw;
  try {
    return decodeURIComponent(raw);
  } catch {
    return undefined;
  }
}
