import { distance } from "fastest-levenshtein";
import { compareText } from "./diagnostic.ts";

/** The known name that was most likely meant, if one is near enough to offer. */
export function suggest(unknown: string, known: Iterable<string>): string | undefined {
  // Something of the name must be left.
  const limit = Math.min(Math.max(1, Math.floor(unknown.length * 0.4)), unknown.length - 1);
  const wanted = unknown.toLowerCase();
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const name of candidates(unknown, known, limit).sort(compareText)) {
    const folded = name.toLowerCase();
    const edits = isSwapped(wanted, folded) ? 1 : distance(wanted, folded);
    if (edits > limit) continue;
    // Among equally near names the one that is written in the same case.
    const far = edits + (distance(unknown, name) > edits ? 0.1 : 0);
    if (best === undefined || far < best.distance) best = { name, distance: far };
  }
  return best?.name;
}

/** Names that are near in length. Enough of them: each unknown name of a long text is compared with each. */
function candidates(unknown: string, known: Iterable<string>, limit: number): string[] {
  const names: string[] = [];
  for (const name of known) {
    if (name === unknown || Math.abs(name.length - unknown.length) > limit) continue;
    names.push(name);
    if (names.length === mostCandidates) break;
  }
  return names;
}

const mostCandidates = 500;

/** The most common slip of all: two neighbours have changed places. */
function isSwapped(left: string, right: string): boolean {
  if (left.length !== right.length) return false;
  let at = 0;
  while (at < left.length && left[at] === right[at]) at++;
  return (
    at + 1 < left.length &&
    left[at] === right[at + 1] &&
    left[at + 1] === right[at] &&
    left.slice(at + 2) === right.slice(at + 2)
  );
}

/** A sentence for the help line of an unknown name. */
export function didYouMean(unknown: string, known: Iterable<string>): string | undefined {
  const name = suggest(unknown, known);
  return name === undefined ? undefined : `did you mean \`${name}\`?`;
}
