import { createTwoFilesPatch } from "diff";
import type { Colours } from "../terminal/colours.ts";
import { visible } from "./visible.ts";

export interface Change {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** The shortest difference is looked for among so many changed lines: the time it takes grows with their square. */
const MOST_EDITS = 1_500;

/** A unified diff of one file for people, coloured; nothing in it can move the cursor. */
export function renderDiff(change: Change, colours: Colours): string {
  return unifiedDiff(change)
    .split("\n")
    .map((line) => colourLine(visible(line.replace(/\r$/, "")) + (line.endsWith("\r") ? "\r" : ""), colours))
    .join("\n");
}

/** A unified diff of one file, as `git apply` takes it. */
export function unifiedDiff({ name, before, after }: Change): string {
  const [from, to] = [`a/${name}`, `b/${name}`];
  const options = { context: 3, maxEditLength: MOST_EDITS };
  const patch = createTwoFilesPatch(from, to, before, after, undefined, undefined, options);
  if (patch === undefined) return `--- ${from}\n+++ ${to}\n${replaceAll(before, after)}`;
  return patch.replace(/^=+\n/, "");
}

/** One hunk that takes all of one text away and puts the other there. */
function replaceAll(before: string, after: string): string {
  const [minus, plus] = [signed("-", before), signed("+", after)];
  return `@@ -1,${minus.count} +1,${plus.count} @@\n${minus.text}${plus.text}`;
}

function signed(sign: "-" | "+", text: string): { readonly count: number; readonly text: string } {
  const lines = text.split("\n");
  const isEnded = lines.at(-1) === "";
  if (isEnded) lines.pop();
  const end = isEnded ? "" : "\\ No newline at end of file\n";
  return { count: lines.length, text: lines.map((line) => `${sign}${line}\n`).join("") + end };
}

function colourLine(line: string, colours: Colours): string {
  if (line.startsWith("---") || line.startsWith("+++")) return colours.bold(line);
  if (line.startsWith("@@")) return colours.cyan(line);
  if (line.startsWith("+")) return colours.green(line);
  return line.startsWith("-") ? colours.red(line) : line;
}
