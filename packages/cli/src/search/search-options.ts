import { UsageError, type Invocation, type OptionDefinition } from "../command.ts";
import { contextOptions, factsOption, timeOption } from "../input/context-options.ts";

/** What every search is asked with. */
export const searchOptions: readonly OptionDefinition[] = [
  factsOption,
  ...contextOptions,
  timeOption,
  { syntax: "--limit <number>", help: "at most so many of each type (default: all)" },
];

export const searchFormats: readonly string[] = ["text", "json", "csv"];

/** Infinity when not given. */
export function readLimit(input: Invocation): number {
  const text = input.value("limit");
  if (text === undefined) return Infinity;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UsageError(`--limit takes a whole number from 1, not \`${text}\``, "without it, all are found");
}

/** A word that names nothing of the policy is most likely misspelt: asking with it would only find nobody. */
export function refuseUnknown(notes: readonly string[]): void {
  const [note] = notes;
  if (note === undefined) return;
  const [what = "", help] = note.split("; ");
  throw new UsageError(what, help);
}
