import { relative, sep } from "node:path";

/** How a path is shown: relative to the current folder, with slashes, so that it reads the same everywhere. */
export function shownPath(path: string): string {
  return relative("", path).split(sep).join("/") || ".";
}
