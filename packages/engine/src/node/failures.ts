import { createDiagnostic, suggest, type Diagnostic, type Location } from "@authz/model";
import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { notFound } from "../diagnostics/files/not-found.ts";
import { unreadable } from "../diagnostics/files/unreadable.ts";
import { unwritable } from "../diagnostics/files/unwritable.ts";
import { shownPath } from "./names.ts";

/** A file as a whole. */
export function wholeFile(path: string): Location {
  return { source: shownPath(path), span: { start: 0, end: 0 }, line: 1, column: 1 };
}

/** What the file system refused to read, as a diagnostic. */
export async function refused(path: string, error: unknown): Promise<Diagnostic> {
  const code = codeOf(error);
  const where = wholeFile(path);
  if (code !== "ENOENT" && code !== "ENOTDIR") {
    return createDiagnostic(unreadable, where, { path: where.source, reason: reasons.get(code) ?? `it says ${code}` });
  }
  const suggestion = await neighbour(path);
  return createDiagnostic(notFound, where, { path: where.source, suggestion }, { suggestion });
}

/** What could not be written, as a diagnostic. `reason` is what the file system said, or words of one's own. */
export function notWritten(path: string, reason: unknown): Diagnostic {
  const where = wholeFile(path);
  const code = codeOf(reason);
  const said = typeof reason === "string" ? reason : (reasons.get(code) ?? `it says ${code}`);
  return createDiagnostic(unwritable, where, { path: where.source, reason: said });
}

function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
}

const reasons: ReadonlyMap<string, string> = new Map([
  ["EACCES", "permission denied"],
  ["EPERM", "permission denied"],
  ["ENOENT", "there is no such folder"],
  ["ENOTDIR", "what should be a folder is a file"],
  ["ENOSPC", "the disk is full"],
  ["EDQUOT", "the quota is used up"],
  ["EROFS", "the file system is read-only"],
  ["EISDIR", "it is a folder"],
  ["ELOOP", "its links go in a circle"],
  ["EMFILE", "too many files are open"],
  ["ENAMETOOLONG", "the name is too long"],
  ["ERR_INVALID_ARG_VALUE", "the name holds a NUL character"],
  ["", "the system gives no reason"],
]);

/** The name beside it that was most likely meant. */
async function neighbour(path: string): Promise<string | undefined> {
  const folder = dirname(path);
  const names = await readdir(folder).catch(() => []);
  const name = suggest(basename(path), names);
  return name === undefined ? undefined : shownPath(join(folder, name));
}
