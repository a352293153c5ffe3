import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { identityLimits } from "../limits.ts";
import { isMissing } from "../stores/file-version.ts";
import { syncFolder } from "../stores/replace-file.ts";
import { StoreUnavailable } from "../stores/unavailable.ts";

/** The first line of a new file: every one has another, so that a file that was written anew is known as such. */
export function createHead(): string {
  return `authz-revocations 1 ${randomUUID()}\n`;
}

const headLength = createHead().length;
const headPattern = /^authz-revocations 1 [0-9a-f-]{36}\n$/;

/** How far a file has been read. */
export interface LogPosition {
  readonly head: string;
  readonly offset: number;
  readonly line: number;
}

export interface LogTail {
  /** Whether it is another file than the one that was read before: what came from that one is to be forgotten. */
  readonly isNew: boolean;
  readonly lines: readonly Uint8Array[];
  readonly position: LogPosition;
}

/** The lines that were written after a position, whole ones only. Undefined when there is no file, or only the begin of one. */
export async function readTail(path: string, from: LogPosition | undefined): Promise<LogTail | undefined> {
  const file = await open(path, "r").catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (file === undefined) return undefined;
  try {
    const { size } = await file.stat();
    if (size > identityLimits.revocationFileLength) throw new StoreUnavailable("the file of revocations is too long");
    const head = new TextDecoder().decode(await readFrom(file, 0, Math.min(size, headLength)));
    // Whoever began the file was killed before it could acknowledge anything.
    if (!head.includes("\n") && size < headLength) return undefined;
    if (!headPattern.test(head)) throw new StoreUnavailable("the file of revocations is none");
    const goesOn = from?.head === head && from.offset <= size;
    const start = goesOn ? from : { head, offset: headLength, line: 1 };
    const { lines, length } = wholeLines(await readFrom(file, start.offset, size));
    const position = { head, offset: start.offset + length, line: start.line + lines.length };
    return { isNew: !goesOn, lines, position };
  } finally {
    await file.close();
  }
}

async function readFrom(file: FileHandle, start: number, end: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(end - start);
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, start + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

function wholeLines(bytes: Uint8Array): { readonly lines: readonly Uint8Array[]; readonly length: number } {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return { lines, length: start };
}

const newline = 10;

/**
 * Appends whole lines after the last whole one (what follows that was never acknowledged, and is cut off), and has the system
 * put them on the disk before it resolves. When that fails the file is cut back to what it was. To be called under the lock.
 */
export async function appendLines(path: string, position: LogPosition | undefined, text: string): Promise<void> {
  const end = position?.offset ?? 0;
  const added = position === undefined ? createHead() + text : text;
  const file = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
  try {
    const { size } = await file.stat();
    if (size > end) await file.truncate(end);
    try {
      await writeAll(file, new TextEncoder().encode(added), end);
      await file.sync();
    } catch (error) {
      await file.truncate(end).catch(() => undefined);
      throw error;
    }
  } finally {
    await file.close();
  }
  if (end === 0) await syncFolder(dirname(path));
}

async function writeAll(file: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, at + written);
    written += bytesWritten;
  }
}
