import { readJson, wholeText } from "@authz/engine/node";
import { defaultLimits } from "@authz/model";
import { UsageError } from "../command.ts";
import { InputError } from "../input/input-error.ts";
import type { Line } from "./lines.ts";
import { isJsonObject } from "../input/json-options.ts";

/** What one line, or the whole input, holds: data that may be a request, or why it is none. */
export type RequestText =
  | { readonly line: number; readonly data: unknown; readonly problem?: undefined }
  | { readonly line: number; readonly data?: undefined; readonly problem: string };

/**
 * The requests of an input, as they come: one JSON text, over however many lines, or JSON Lines. Unless `isLines` says so,
 * the first line tells: it is JSON by itself where there is one request a line.
 */
export async function* readRequests(
  lines: AsyncIterable<Line>,
  name: string,
  isLines: boolean,
  limit: number = defaultLimits.requestLength,
): AsyncGenerator<RequestText> {
  const kept: Line[] = [];
  let mode: "first" | "lines" | "keep" = isLines ? "lines" : "first";
  let length = 0;
  for await (const line of lines) {
    if (line.problem === undefined && line.text.trim() === "" && mode !== "keep") continue;
    const request: RequestText | undefined = mode === "keep" ? undefined : await readLine(line);
    if (mode === "first") mode = request?.problem === undefined ? "lines" : "keep";
    if (mode === "lines" && request !== undefined) {
      yield request;
      continue;
    }
    kept.push(line);
    length += line.problem === undefined ? line.text.length : 0;
    if (length <= limit) continue;
    // No single request is that long.
    mode = "lines";
    for (const early of kept.splice(0)) if (!isBlank(early)) yield await readLine(early);
  }
  if (kept.length > 0) yield* readKept(kept, name);
}

/** The first line was no JSON: a text over several lines, or JSON Lines whose first line is wrong. */
async function* readKept(kept: readonly Line[], name: string): AsyncGenerator<RequestText> {
  const line = kept[0]?.number ?? 1;
  // Lines that were empty count: positions are those of the whole input.
  const text = "\n".repeat(line - 1) + kept.map((each) => each.text ?? "").join("\n");
  const { document, diagnostics } = await readJson(wholeText({ name, text }));
  const unreadable = kept.find((each) => each.problem !== undefined);
  if (document !== undefined && unreadable === undefined) {
    yield { line, data: document.data };
    return;
  }
  const each = await Promise.all(kept.filter((other) => !isBlank(other)).map(readLine));
  const isLines = each.some((request) => request.problem === undefined && isJsonObject(request.data));
  if (isLines) yield* each;
  else if (unreadable === undefined)
    throw new InputError("the request could not be read", diagnostics, [{ name, text }]);
  else
    throw new UsageError(
      `line ${unreadable.number} of ${name} cannot be read: ${unreadable.problem}`,
      "requests are JSON in UTF-8",
    );
}

async function readLine(line: Line): Promise<RequestText> {
  if (line.problem !== undefined) return { line: line.number, problem: line.problem };
  const { document, diagnostics } = await readJson(wholeText({ name: "", text: line.text }));
  if (document !== undefined) return { line: line.number, data: document.data };
  const [first] = diagnostics;
  return { line: line.number, problem: `column ${first?.location.column ?? 1}: ${first?.message ?? "it is not JSON"}` };
}

function isBlank(line: Line): boolean {
  return line.problem === undefined && line.text.trim() === "";
}
