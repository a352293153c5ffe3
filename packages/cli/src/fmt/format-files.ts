import { formatPolicyFile } from "@authz/dsl/format";
import { readPolicySources } from "@authz/engine/node";
import type { Diagnostic, Source } from "@authz/model";
import { writeText } from "../files/write-file.ts";
import type { FmtOptions } from "./fmt-options.ts";
import type { FmtReport, FormattedText } from "./report.ts";

/** Formats the files that the paths lead to, each once. What cannot be read or written does not keep the others from it. */
export async function formatFiles(paths: readonly string[], mode: FmtOptions["mode"]): Promise<FmtReport> {
  const { sources, unreadable } = await readAll(paths);
  const files: FormattedText[] = [];
  const syntax: Diagnostic[] = [];
  const refusals: Diagnostic[] = [];
  for (const source of sources) {
    const { text, diagnostics } = formatPolicyFile(source);
    const file = { name: source.name, before: source.text, after: text };
    files.push(file);
    syntax.push(...diagnostics);
    const refusal = mode === "write" && text !== source.text ? await writeText(file.name, file.after) : undefined;
    if (refusal !== undefined) refusals.push(refusal);
  }
  const diagnostics = [...unreadable, ...syntax, ...refusals];
  const unwritten = new Set(refusals.map(({ location }) => location.source));
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
