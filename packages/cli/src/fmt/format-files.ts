import { formatPolicyFile } from "@authz/dsl/format";
import { readPolicySources, refused } from "@authz/engine/node";
import type { Diagnostic, Source } from "@authz/model";
import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { replaceFile } from "../files/write-file.ts";
import type { FmtOptions } from "./fmt-options.ts";
import type { FmtReport, FormattedText, Unwritten } from "./report.ts";

/** Formats the files that the paths lead to, each once. What cannot be read or written does not keep the others from it. */
export async function formatFiles(paths: readonly string[], mode: FmtOptions["mode"]): Promise<FmtReport> {
  const { sources, unreadable } = await readAll(paths);
  const files: FormattedText[] = [];
  const syntax: Diagnostic[] = [];
  const unwritten: Unwritten[] = [];
  for (const source of sources) {
    const { text, diagnostics } = formatPolicyFile(source);
    const file = { name: source.name, before: source.text, after: text };
    files.push(file);
    syntax.push(...diagnostics);
    const reason = mode === "write" && text !== source.text ? await write(file) : undefined;
    if (reason !== undefined) unwritten.push({ name: file.name, reason });
  }
  const diagnostics = [...unreadable, ...syntax];
  return { files, diagnostics, sources, unwritten, isIncomplete: unreadable.length > 0 };
}

interface ReadAll {
  readonly sources: readonly Source[];
  readonly unreadable: readonly Diagnostic[];
}

async function readAll(paths: readonly string[]): Promise<ReadAll> {
  const sources = new Map<string, Source>();
  const unreadable: Diagnostic[] = [];
  for (const path of paths) {
    const read = await readPolicySources(path);
    unreadable.push(...read.diagnostics);
    const broken = new Set(read.diagnostics.map(({ location }) => location.source));
    for (const source of read.sources) if (!broken.has(source.name)) sources.set(source.name, source);
  }
  return { sources: [...sources.values()], unreadable };
}

/** Undefined, or why it could not be written. */
async function write({ name, after }: FormattedText): Promise<string | undefined> {
  try {
    const status = await stat(name);
    if (!status.isFile()) return "it is no regular file; `-` formats standard input";
    await access(name, constants.W_OK);
    // To replace a file takes only the right to write to its folder: what is read-only stays so.
    if ((status.mode & 0o222) === 0) return "it is read-only";
    await replaceFile(name, after);
    return undefined;
  } catch (error) {
    return (await refused(name, error)).message;
  }
}
