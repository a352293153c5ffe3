/** Where the workspace is and what is in it: for the scripts of this folder. */
import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

export const root: string = resolve(import.meta.dirname, "..");

/** The packages, from the bottom up: each may import only those before it. */
export const packages: readonly string[] = ["model", "dsl", "engine", "compile", "identity", "http", "openapi", "cli"];

/** Paths of files from the workspace's root, with `/`, sorted by code units. */
export function find(...patterns: readonly string[]): string[] {
  const exclude = ["**/node_modules/**", "**/dist/**"];
  return globSync([...patterns], { cwd: root, exclude })
    .map((path) => path.replaceAll("\\", "/"))
    .toSorted();
}

export function read(path: string): string {
  return readFileSync(resolve(root, path), "utf8");
}
