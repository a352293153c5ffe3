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
 * The one normalisation of paths, of requests and of patterns alike: the query is cut off; what lies between slashes is
 * percent-decoded once, as UTF-8. What a proxy, a framework and this engine might read differently is rejected, never guessed
 * at: a backslash or an encoded slash, dot segments (also encoded, also with `;` behind them), empty segments and with them
 * a slash at the end. Case and Unicode forms are left as they are.
 * @returns a path in which each slash stands before a segment, which is not empty; `/` has none, and is empty
 */
export function readRequestTarget(
  text: string,
): { readonly path: string } | { readonly problem: RequestTargetProblem } {
  if (ordinary.test(text)) return { path: text };
  const [raw = ""] = text.split("?", 1);
  if (!raw.startsWith("/")) return { problem: "no leading slash" };
  // The whole text: whoever glues a query or a fragment on must not hide anything in it.
  if (text.includes("#")) return { problem: "fragment" };
  if (raw.includes("\\")) return { problem: "backslash" };
  if (spaceOrControl.test(text)) return { problem: "space or control character" };
  let path = "";
  for (const each of raw === "/" ? [] : raw.slice(1).split("/")) {
    const segment = decode(each);
    const problem = segment === undefined ? "invalid escape" : problemOf(segment);
    if (problem !== undefined) return { problem };
    path += `/${segment}`;
  }
  return { path };
}

/** The same, in segments. */
export function splitRequestTarget(
  text: string,
): { readonly segments: readonly string[] } | { readonly problem: RequestTargetProblem } {
  const target = readRequestTarget(text);
  return "problem" in target ? target : { segments: target.path.split("/").slice(1) };
}

/** What most paths are, and nothing reads in two ways: no segment begins with a dot, each character stands for itself. */
const ordinary = /^(?:\/[\w~:@-][\w~:@.-]*)+$/;
const spaceOrControl = /[\0-\x20\x7f-\x9f]/;

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
