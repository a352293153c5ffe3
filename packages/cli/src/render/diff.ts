import { createTwoFilesPatch } from "diff";
import type { Colours } from "../terminal/colours.ts";
import { visible } from "./visible.ts";

export interface Change {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** A unified diff of one file, as `git apply` takes it. */
export function renderDiff({ name, before, after }: Change, colours: Colours): string {
  const patch = createTwoFilesPatch(`a/${name}`, `b/${name}`, before, after, undefined, undefined, { context: 3 });
  const lines = patch.split("\n").filter((line) => !/^=+$/.test(line));
  return lines.map((line) => colourLine(visible(line), colours)).join("\n");
}

function colourLine(line: string, colours: Colours): string {
  if (line.startsWith("---") || line.startsWith("+++")) return colours.bold(line);
  if (line.startsWith("@@")) return colours.cyan(line);
  if (line.startsWith("+")) return colours.green(line);
  return line.startsWith("-") ? colours.red(line) : line;
}
