import type { Coverage } from "@authz/engine";
import stringWidth from "string-width";
import { visible } from "../render/visible.ts";
import { count } from "../render/words.ts";
import type { Colours } from "../terminal/colours.ts";
import { coverageByFile, percent, type FileCoverage, type Gap, type Share } from "./coverage-counts.ts";

/** A line for each file, and below it what no test has shown. */
export function renderCoverage(coverage: Coverage, colours: Colours): string {
  const files = coverageByFile(coverage);
  const width = Math.max(0, ...files.map(({ file }) => stringWidth(visible(file))));
  const lines = files.flatMap((file) => [
    fileLine(file, width, colours),
    ...file.gaps.map((gap) => gapLine(gap, colours)),
  ]);
  const sum = (part: "rules" | "branches"): Share => ({
    covered: files.reduce((total, file) => total + file[part].covered, 0),
    all: files.reduce((total, file) => total + file[part].all, 0),
  });
  const [rules, branches] = [sum("rules"), sum("branches")];
  const summary = `${percent(rules)} of ${count(rules.all, "rule")}, ${percent(branches)} of ${branches.all} branches`;
  return `\n${colours.bold("Coverage")}\n${lines.join("\n")}\n\n${colours.bold(summary)}\n`;
}

function fileLine({ file, rules, branches }: FileCoverage, width: number, colours: Colours): string {
  const name = visible(file);
  const shares = [`rules ${share(rules)}`, `branches ${share(branches)}`].join("  ");
  const paint = rules.covered === rules.all && branches.covered === branches.all ? colours.green : colours.yellow;
  return `  ${name}${" ".repeat(width - stringWidth(name))}  ${paint(shares)}`;
}

function share(part: Share): string {
  return `${percent(part).padStart(4)} (${part.covered}/${part.all})`;
}

function gapLine({ statement, kind, text }: Gap, colours: Colours): string {
  const { id, effect, origin } = statement;
  const what = text === undefined ? `${effect} rule ${id}` : `${text}, in ${effect} rule ${id}`;
  const place = `${origin.line}:${origin.column}`.padEnd(7);
  return `    ${colours.dim(place)} ${kind.padEnd("never applies".length)}  ${visible(what)}`;
}
