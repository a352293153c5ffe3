import { notWritten } from "@authz/engine/node";
import type { Diagnostic } from "@authz/model";
import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { access, open, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** Replaces the text of a file unless it is read-only; undefined, or why it could not be written, and then it is as it was. */
export async function writeText(path: string, text: string): Promise<Diagnostic | undefined> {
  try {
    const status = await stat(path);
    if (!status.isFile()) return notWritten(path, "it is no regular file");
    await access(path, constants.W_OK);
    // To replace a file takes only the right to write to its folder: what is read-only stays so.
    if ((status.mode & 0o222) === 0) return notWritten(path, "it is read-only");
    await replaceFile(path, text);
    return undefined;
  } catch (error) {
    return notWritten(path, error);
  }
}

/**
 * Replaces the text of a file at once: whoever reads it finds the old text or the new one, never a part, also after a loss of
 * power. The file keeps its mode, and a link stays a link. Rejects with the system's error, and then the file is as it was.
 */
export async function replaceFile(path: string, text: string): Promise<void> {
  const target = await realpath(path);
  const { mode } = await stat(target);
  const draft = join(dirname(target), `.${basename(target)}.${randomUUID()}`);
  try {
    await writeDraft(draft, text, mode & 0o7777);
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** On the disk before anything has its name: a rename may last while what was written does not. */
async function writeDraft(path: string, text: string, mode: number): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(text);
    await file.chmod(mode);
    await file.sync();
  } finally {
    await file.close();
  }
}
