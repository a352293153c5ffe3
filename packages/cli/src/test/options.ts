import { UsageError, type Invocation } from "../command.ts";

export interface TestVerbOptions {
  readonly filter: string | undefined;
  readonly format: string;
  readonly watch: boolean;
  readonly workers: number | undefined;
  readonly coverage: boolean;
  /** A file to write coverage to, for tools. */
  readonly lcov: string | undefined;
}

/** More than this would not be faster anywhere. */
const mostWorkers = 64;

export function readTestOptions(input: Invocation): TestVerbOptions {
  const format = input.value("format") ?? "text";
  const watch = input.has("watch");
  if (watch && format !== "text")
    throw new UsageError(`--watch is for people, --format ${format} for programs`, "leave one of the two away");
  const workers = readWorkers(input.value("workers"));
  const lcov = input.value("lcov");
  return { filter: input.value("filter"), format, watch, workers, coverage: input.has("coverage"), lcov };
}

function readWorkers(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,3}$/.test(text) && Number(text) <= mostWorkers) return Number(text);
  const help = `a number from 0 (no threads beside the first) to ${mostWorkers}`;
  throw new UsageError(`--workers takes a number of threads, not \`${text}\``, help);
}
