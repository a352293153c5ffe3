import { distance } from "fastest-levenshtein";
import { compareText } from "./diagnostic.ts";

/** The known name that was most likely meant, if one is near enough to offer. */
export function suggest(unknown: string, known: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(unknown.length * 0.4));
  const wanted = unknown.toLowerCase();
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const name of [...known].sort(compareText)) {
    if (name === unknown || Math.abs(name.length - unknown.length) > limit) continue;
    // A difference in case alone is the nearest of all, but never none.
    const far = distance(wanted, name.toLowerCase()) + (name.toLowerCase() === name || name === unknown ? 0 : 0.1);
    if (far <= limit && (best === undefined || far < best.distance)) best = { name, distance: far };
  }
  return best?.name;
}

/** A sentence for the help line of an unknown name. */
export function didYouMean(unknown: string, known: Iterable<string>): string | undefined {
  const name = suggest(unknown, known);
  return name === undefined ? undefined : `did you mean \`${name}\`?`;
}
