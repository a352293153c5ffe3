import { readFileSync } from "node:fs";

/** The text of a file of this package. Both what is built and what is bundled lie as deep below its folder as src does. */
export function readPackageFile(path: string): string {
  return readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
}
