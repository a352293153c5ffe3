import { type Options, format, resolveConfig } from "prettier";
import { resolve } from "node:path";
import { root } from "../workspace.ts";

/** The text of each generated file by its path from the root. */
export type Outputs = Map<string, string>;

/** What is wrong with the sources of generated files: one sentence each, with the path first. */
export type Problems = string[];

/** Formats as `pnpm format` would, so that the two never disagree. */
export async function formatted(path: string, text: string): Promise<string> {
  const options: Options = (await resolveConfig(resolve(root, path))) ?? {};
  return format(text, { ...options, filepath: path });
}

export function camelCase(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
}
