import type { Diagnostic, Location, Source } from "@authz/model";
import type { Colours } from "../terminal/colours.ts";
import { excerptOf } from "./excerpt.ts";
import { visible } from "./visible.ts";

export interface RenderOptions {
  readonly colours: Colours;
  /** Columns there are; a file or a pipe has as many as are good to read. */
  readonly columns: number | undefined;
}

const COLUMNS = 120;

/** Diagnostics for people: what is wrong, the place with a mark under it, what to do. */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  sources: readonly Source[],
  options: RenderOptions,
): string {
  const texts = new Map(sources.map((source) => [source.name, source.text]));
  return diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, texts, options)).join("\n");
}

function renderDiagnostic(diagnostic: Diagnostic, texts: ReadonlyMap<string, string>, options: RenderOptions): string {
  const { colours } = options;
  const paint = { error: colours.red, warning: colours.yellow, info: colours.blue }[diagnostic.severity];
  const gutter = widestNumber(diagnostic, texts);
  const head = `${paint(colours.bold(`${diagnostic.severity}[${diagnostic.code}]`))}${colours.bold(`: ${visible(diagnostic.message)}`)}`;
  const lines = [head, ...place(diagnostic.location, texts, gutter, { ...options, paint, mark: "^" })];
  if (diagnostic.help !== undefined && diagnostic.help !== "") {
    lines.push(`${" ".repeat(gutter)} ${colours.blue("=")} ${colours.bold("help:")} ${visible(diagnostic.help)}`);
  }
  for (const related of diagnostic.related) {
    lines.push(`${" ".repeat(gutter)} ${colours.blue("=")} ${colours.bold("note:")} ${visible(related.message)}`);
    lines.push(...place(related.location, texts, gutter, { ...options, paint: colours.blue, mark: "-" }));
  }
  return `${lines.join("\n")}\n`;
}

export interface PlaceOptions extends RenderOptions {
  readonly paint: (text: string) => string;
  /** One character, repeated under the culprit. */
  readonly mark: string;
}

/** `--> file:line:column`, then the line with the culprit marked, if its text is known. `gutter` has room for line numbers. */
export function place(
  location: Location,
  texts: ReadonlyMap<string, string>,
  gutter: number,
  { colours, columns, paint, mark }: PlaceOptions,
): string[] {
  const pad = " ".repeat(gutter);
  const text = texts.get(location.source);
  const pointer = location.pointer === undefined || location.pointer === "" ? "" : ` (${visible(location.pointer)})`;
  const source = visible(location.source);
  if (text === undefined) return [`${pad}${colours.blue("-->")} ${source}${pointer}`];
  const width = Math.max(20, (columns ?? COLUMNS) - gutter - 3);
  const { line, indent, length } = excerptOf(text, location, width);
  const bar = colours.blue("|");
  return [
    `${pad}${colours.blue("-->")} ${source}:${location.line}:${location.column}${pointer}`,
    `${pad} ${bar}`,
    `${colours.blue(String(location.line).padStart(gutter))} ${bar} ${line}`.trimEnd(),
    `${pad} ${bar} ${" ".repeat(indent)}${paint(mark.repeat(length))}`,
  ];
}

function widestNumber(diagnostic: Diagnostic, texts: ReadonlyMap<string, string>): number {
  const places = [diagnostic.location, ...diagnostic.related.map((related) => related.location)];
  const shown = places.filter((location) => texts.has(location.source));
  return Math.max(1, ...shown.map((location) => String(location.line).length));
}
