import { compareText, createDiagnostic, type Diagnostic } from "@authz/model";
import { readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { noPolicyFiles } from "../diagnostics/files/no-policy-files.ts";
import { tooManyFiles } from "../diagnostics/files/too-many-files.ts";
import { refused, wholeFile } from "./failures.ts";
import { shownPath } from "./names.ts";

/** The files of a policy in the order of their names, or what keeps them from being known. */
export interface Found {
  readonly files: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Entry {
  /** As reached from the root. */
  readonly path: string;
  /** Without links, so that nothing is visited twice. */
  readonly real: string;
}

/** Clause "Files and names": a single file, or every `*.authz` file of a folder, but for `node_modules` and dot names. */
export async function findPolicyFiles(root: string, limit: number): Promise<Found> {
  try {
    if (!(await stat(root)).isDirectory()) return { files: [root], diagnostics: [] };
    const search: Search = { files: new Map(), folders: new Set(), links: [], diagnostics: [], limit };
    await searchFolder({ path: root, real: await realpath(root) }, search);
    // Links come last, so that a file which can be reached without one is shown by its own path.
    for (let link = search.links.shift(); link !== undefined; link = search.links.shift()) await follow(link, search);
    return finish(root, search);
  } catch (error) {
    return { files: [], diagnostics: [await refused(root, error)] };
  }
}

interface Search {
  /** By real path. */
  readonly files: Map<string, string>;
  readonly folders: Set<string>;
  readonly links: string[];
  readonly diagnostics: Diagnostic[];
  readonly limit: number;
}

async function searchFolder(start: Entry, search: Search): Promise<void> {
  const open = [start];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    if (search.folders.has(folder.real) || search.files.size > search.limit) continue;
    search.folders.add(folder.real);
    open.push(...(await subfolders(folder, search)));
  }
}

/** Files and links of the folder go into the search. */
async function subfolders(folder: Entry, search: Search): Promise<Entry[]> {
  const found: Entry[] = [];
  try {
    const entries = await readdir(folder.path, { withFileTypes: true });
    for (const entry of entries.sort((left, right) => compareText(left.name, right.name))) {
      if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
      const at = { path: join(folder.path, entry.name), real: join(folder.real, entry.name) };
      if (entry.isSymbolicLink()) search.links.push(at.path);
      else if (entry.isDirectory()) found.push(at);
      else if (entry.isFile()) addFile(at, search);
    }
  } catch (error) {
    search.diagnostics.push(await refused(folder.path, error));
  }
  return found;
}

/** A link that leads nowhere is an error: what it was to bring may deny something. */
async function follow(path: string, search: Search): Promise<void> {
  try {
    const target = await stat(path);
    const entry = { path, real: await realpath(path) };
    if (target.isDirectory()) await searchFolder(entry, search);
    else if (target.isFile()) addFile(entry, search);
  } catch (error) {
    search.diagnostics.push(await refused(path, error));
  }
}

function addFile(entry: Entry, search: Search): void {
  if (entry.path.endsWith(".authz") && !search.files.has(entry.real)) search.files.set(entry.real, entry.path);
}

function finish(root: string, search: Search): Found {
  const { files, diagnostics, limit } = search;
  const where = wholeFile(root);
  const path = shownPath(root);
  if (diagnostics.length > 0) return { files: [], diagnostics };
  if (files.size > limit) return { files: [], diagnostics: [createDiagnostic(tooManyFiles, where, { path, limit })] };
  if (files.size === 0) return { files: [], diagnostics: [createDiagnostic(noPolicyFiles, where, { path })] };
  return { files: [...files.values()].sort((a, b) => compareText(shownPath(a), shownPath(b))), diagnostics: [] };
}
