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
export function splitRequestTarget(text: string): SplitTarget {
  return splitPlain(text) ?? splitAny(text);
}

type SplitTarget = { readonly segments: readonly string[] } | { readonly problem: RequestTargetProblem };

/** A path of which nothing is to be decoded or rejected, in one go; undefined: it is not one of these. */
function splitPlain(text: string): SplitTarget | undefined {
  if (text.charCodeAt(0) !== slash) return undefined;
  const segments: string[] = [];
  let start = 1;
  for (let at = 1; at <= text.length; at++) {
    const code = at === text.length ? slash : text.charCodeAt(at);
    if (code === slash) {
      if (at === start || text.charCodeAt(start) === dot) return undefined;
      segments.push(text.slice(start, at));
      start = at + 1;
    } else if (plainCodes[code] !== 1) return undefined;
  }
  return { segments };
}

const slash = 0x2f;
const dot = 0x2e;

/** 1: printable ASCII that means nothing in a path. */
const plainCodes: Uint8Array = Uint8Array.from({ length: 128 }, (_, code) =>
  code > 0x20 && code < 0x7f && !"#%/;?\\".includes(String.fromCharCode(code)) ? 1 : 0,
);

function splitAny(text: string): SplitTarget {
  const query = text.indexOf("?");
  const path = query < 0 ? text : text.slice(0, query);
  if (!path.startsWith("/")) return { problem: "no leading slash" };
  // The whole text: whoever glues a query or a fragment on must not hide anything in it.
  if (text.includes("#")) return { problem: "fragment" };
  if (path.includes("\\")) return { problem: "backslash" };
  if (hasSpaceOrControl(text)) return { problem: "space or control character" };
  if (path === "/") return { segments: [] };
  const segments: string[] = [];
  for (const raw of path.slice(1).split("/")) {
    const segment = decode(raw);
    if (segment === undefined) return { problem: "invalid escape" };
    const problem = problemOf(segment);
    if (problem !== undefined) return { problem };
    segments.push(segment);
  }
  return { segments };
}

function problemOf(segment: string): RequestTargetProblem | undefined {
  if (segment === "") return "empty segment";
  if (segment.includes("/") || segment.includes("\\")) return "encoded slash or backslash";
  if (segment.includes("\0")) return "NUL";
  const name = segment.split(";", 1)[0];
  return name === "." || name === ".." ? "dot segment" : undefined;
}

function hasSpaceOrControl(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code <= 0x20 || (code >= 0x7f && code <= 0x9f)) return true;
  }
  return false;
}

/** One decoding; undefined when an escape or the UTF-8 that escapes spell is invalid, or half of a surrogate pair stands there. */
function decode(raw: string): string | undefined {
  if (!raw.isWellFormed()) return undefined;
  try {
    return decodeURIComponent(raw);
  } catch {
    return undefined;
  }
}
