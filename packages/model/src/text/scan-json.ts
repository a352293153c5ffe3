/** What one pass over the text of JSON finds out; made for text that may be anything. */
export interface JsonScan {
  /** Names of members, duplicates counted. */
  readonly members: number;
  /** Where nesting first exceeds the limit. */
  readonly tooDeepAt?: number;
}

const QUOTE = 0x22;
const COLON = 0x3a;

export function scanJson(text: string, depthLimit: number): JsonScan {
  let members = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === COLON) members++;
    else if (code === 0x5b || code === 0x7b) {
      if (++depth > depthLimit) return { members, tooDeepAt: at };
    } else if (code === 0x5d || code === 0x7d) depth--;
  }
  return { members };
}

/** Where the string that starts at `start` has its closing quote; the end of the text if it has none. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 0x5c) slashes++;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}

/** How many members the objects in a value have; together with {@link JsonScan.members} it tells of duplicates. */
export function countMembers(value: unknown): number {
  let count = 0;
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== "object" || next === null) continue;
    const inner: readonly unknown[] = Object.values(next);
    if (!Array.isArray(next)) count += inner.length;
    for (const item of inner) if (typeof item === "object" && item !== null) open.push(item);
  }
  return count;
}
