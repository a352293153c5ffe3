import { createDiagnostic, createLines, locate, type Diagnostic, type Source } from "@authz/model";
import { open } from "node:fs/promises";
import { notUtf8 } from "../diagnostics/files/not-utf8.ts";
import { tooLarge } from "../diagnostics/files/too-large.ts";
import { refused, wholeFile } from "./failures.ts";
import { shownPath } from "./names.ts";
import { decodeUtf8, guessEncoding, showBytes } from "./utf8.ts";

/** The text of a file, or what is wrong with it; then `source` is what can be shown, if anything. */
export type ReadText =
  | { readonly ok: true; readonly source: Source }
  | { readonly ok: false; readonly source?: Source; readonly diagnostic: Diagnostic };

/** UTF-8 needs at most three bytes for what UTF-16 counts as one: more bytes than that are too many characters for sure. */
const BYTES_PER_CHARACTER = 3;

const BYTES_AT_ONCE = 65_536;

/** Reads a file (or a pipe) of at most `limit` UTF-16 code units; a file that is far too large is not read at all. */
export async function readText(path: string, limit: number): Promise<ReadText> {
  let bytes: Uint8Array | undefined;
  try {
    bytes = await readBytes(path, limit * BYTES_PER_CHARACTER);
  } catch (error) {
    return { ok: false, diagnostic: await refused(path, error) };
  }
  if (bytes === undefined) return oversize(path, limit);
  const decoded = decodeUtf8(bytes);
  if ("invalidAt" in decoded) return badEncoding(path, bytes, decoded.invalidAt);
  if (decoded.text.length > limit) return oversize(path, limit);
  return { ok: true, source: { name: shownPath(path), text: decoded.text } };
}

async function readBytes(path: string, limit: number): Promise<Uint8Array | undefined> {
  const handle = await open(path);
  try {
    const status = await handle.stat();
    if (!status.isDirectory() && status.size > limit) return undefined;
    const chunks: Uint8Array[] = [];
    let length = 0;
    // A pipe has no size, and a file may grow: what counts is what comes.
    for (;;) {
      const { bytesRead, buffer } = await handle.read(new Uint8Array(BYTES_AT_ONCE));
      if (bytesRead === 0) break;
      length += bytesRead;
      if (length > limit) return undefined;
      chunks.push(buffer.subarray(0, bytesRead));
    }
    return concatenate(chunks, length);
  } finally {
    await handle.close();
  }
}

function concatenate(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function oversize(path: string, limit: number): ReadText {
  const where = wholeFile(path);
  return { ok: false, diagnostic: createDiagnostic(tooLarge, where, { what: `\`${where.source}\``, limit }) };
}

function badEncoding(path: string, bytes: Uint8Array, at: number): ReadText {
  const { shown, offset } = showBytes(bytes, at);
  const source: Source = { name: shownPath(path), text: shown };
  const location = locate(source, { start: offset, end: offset + 1 }, createLines(shown));
  const value = `0x${(bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, "0")}`;
  const parameters = { byte: at + 1, value, looksLike: guessEncoding(bytes) };
  return { ok: false, source, diagnostic: createDiagnostic(notUtf8, location, parameters) };
}
