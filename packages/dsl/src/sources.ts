import { compareText, type Limits, type Source } from "@authz/model";
import type { Collector, Place } from "./diagnostics/collector.ts";
import { noFiles } from "./diagnostics/policy/no-files.ts";
import { notAFile } from "./diagnostics/policy/not-a-file.ts";
import { repeatedFile } from "./diagnostics/policy/repeated-file.ts";
import { tooLarge } from "./diagnostics/policy/too-large.ts";
import { tooManyFiles } from "./diagnostics/policy/too-many-files.ts";

/** There is no file to point into. */
const nowhere: Place = { source: { name: "", text: "" }, span: { start: 0, end: 0 } };

/**
 * The files as texts, by name. Whatever was given is read once, so that nothing can change (or throw) later. Undefined when
 * something has been reported.
 */
export function readSources(files: unknown, collector: Collector, limits: Limits): readonly Source[] | undefined {
  const count = attempt(() => (Array.isArray(files) ? files.length : 0)) ?? 0;
  if (count === 0) collector.report(noFiles, nowhere, {});
  if (count > limits.filesInPolicy) {
    collector.report(tooManyFiles, nowhere, { count, limit: limits.filesInPolicy });
    return undefined;
  }
  const sources: Source[] = [];
  for (let index = 0; index < count; index++) {
    const source = readSource(
      attempt(() => (files as readonly unknown[])[index]),
      index + 1,
      collector,
    );
    if (source !== undefined) sources.push(source);
  }
  const length = sources.reduce((sum, source) => sum + source.text.length, 0);
  if (length > limits.policyLength) collector.report(tooLarge, nowhere, { length, limit: limits.policyLength });
  sources.sort((left, right) => compareText(left.name, right.name));
  reportRepeated(sources, collector);
  return collector.diagnostics.length > 0 ? undefined : sources;
}

function readSource(file: unknown, position: number, collector: Collector): Source | undefined {
  const name = attempt(() => (file as Partial<Source> | null | undefined)?.name);
  const text = attempt(() => (file as Partial<Source> | null | undefined)?.text);
  if (typeof name === "string" && name !== "" && typeof text === "string") return { name, text };
  const problem = typeof text !== "string" ? "has no text" : "has no name";
  collector.report(notAFile, nowhere, { position, problem });
  return undefined;
}

/** `sources` are sorted. */
function reportRepeated(sources: readonly Source[], collector: Collector): void {
  const repeated = sources.filter((source, index) => source.name === sources[index - 1]?.name);
  for (const source of repeated) {
    collector.report(repeatedFile, { source, span: { start: 0, end: 0 } }, { name: source.name });
  }
}

/** What a getter or a proxy refuses is as good as absent. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
