import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { UsageError } from "../../command.ts";

const names = ["authz.config.json", "authz.config.yaml", "authz.config.yml"];

/** The configuration file beside the policy, or in the nearest folder above it, up to the root of the repository. */
export function findConfig(policyPath: string): string | undefined {
  for (let folder = folderOf(policyPath); ; folder = dirname(folder)) {
    const found = names.map((name) => join(folder, name)).filter((path) => existsSync(path));
    const [first, second] = found;
    if (first !== undefined && second !== undefined) {
      throw new UsageError(`there are two configuration files, \`${first}\` and \`${second}\``, "keep one of them");
    }
    if (first !== undefined) return first;
    if (existsSync(join(folder, ".git")) || dirname(folder) === folder) return undefined;
  }
}

function folderOf(path: string): string {
  const full = resolve(path);
  const isFolder = statSync(full, { throwIfNoEntry: false })?.isDirectory() === true;
  return isFolder ? full : dirname(full);
}
