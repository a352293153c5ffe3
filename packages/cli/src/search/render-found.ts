import type { Invocation } from "../command.ts";
import { toJson, visible } from "../render/visible.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { foundAnything, type ActionName, type FoundOfType } from "./found.ts";

/** What stands around what was found. */
export interface Frame {
  readonly heading: string;
  readonly nothing: string;
  /** What was asked, for a program. */
  readonly question: object;
  /** Whether the entities differ in what may be done. */
  readonly showsActions: boolean;
}

export async function writeFound(
  found: readonly FoundOfType[],
  input: Invocation,
  { out, err }: Terminal,
  frame: Frame,
): Promise<void> {
  const format = input.value("format");
  if (format === "json") return out.write(`${toJson(asJson(found, frame), 2)}\n`);
  if (format !== "csv") return out.write(asText(found, frame, out.colours));
  await out.write(await asCsv(found, frame));
  // A table has no room for words.
  for (const note of found.flatMap((each) => remarks(each, frame)))
    await err.write(`${err.colours.yellow("note:")} ${visible(note)}\n`);
}

function asText(found: readonly FoundOfType[], frame: Frame, colours: Terminal["out"]["colours"]): string {
  const lines = found.flatMap((each) => [
    ...each.entities.map(({ id, actions }) => {
      const entity = each.type === "anonymous" ? "anonymous" : `${each.name} ${JSON.stringify(id)}`;
      return frame.showsActions ? `${entity}: ${inWords(actions)}` : entity;
    }),
    ...remarks(each, frame),
  ]);
  const heading = foundAnything(found) ? frame.heading : frame.nothing;
  const body = lines.length === 0 ? "" : `\n${lines.map((line) => `  ${visible(line)}\n`).join("")}`;
  return `${colours.bold(visible(heading))}\n${body}`;
}

/** What the list does not hold, in words. */
function remarks({ name, isCut, others, perhaps }: FoundOfType, { showsActions }: Frame): readonly string[] {
  const more = (whom: string, actions: readonly ActionName[]): readonly string[] => {
    if (actions.length === 0) return [];
    return [
      showsActions ? `${whom} that the facts do not name: ${inWords(actions)}` : `${whom} whom the facts do not name`,
    ];
  };
  return [
    ...(isCut ? [`and more of type ${name}, beyond --limit`] : []),
    ...more(showsActions ? `and every ${name}` : `and everyone of type ${name}`, others),
    ...more(showsActions ? `and perhaps some ${name}` : `and perhaps some of type ${name}`, perhaps),
  ];
}

function inWords(actions: readonly ActionName[]): string {
  return actions.map(({ name }) => name).join(", ");
}

/** As AuthZEN answers a search, with the actions of each result, and what is not among the results. */
function asJson(found: readonly FoundOfType[], { question, showsActions }: Frame): object {
  const wires = (actions: readonly ActionName[]): object =>
    showsActions ? { actions: actions.map(({ wire }) => wire) } : {};
  return {
    ...question,
    results: found.flatMap(({ type, entities }) =>
      entities.map(({ id, actions }) => ({ type, id, ...wires(actions) })),
    ),
    complete: found.every(({ isCut, others, perhaps }) => !isCut && others.length + perhaps.length === 0),
    others: found.flatMap(({ type, others }) => (others.length === 0 ? [] : [{ type, ...wires(others) }])),
    perhaps: found.flatMap(({ type, perhaps }) => (perhaps.length === 0 ? [] : [{ type, ...wires(perhaps) }])),
    cut: found.filter(({ isCut }) => isCut).map(({ type }) => ({ type })),
  };
}

/**
 * For spreadsheets (RFC 4180). Ids come from whoever writes facts: none becomes a formula or moves the cursor of a terminal, so a
 * program that needs them as they are takes JSON.
 */
async function asCsv(found: readonly FoundOfType[], { showsActions }: Frame): Promise<string> {
  const { stringify } = await import("csv-stringify/sync");
  const rows = found.flatMap(({ type, entities }) =>
    entities.flatMap(({ id, actions }) => (showsActions ? actions.map(({ wire }) => [type, id, wire]) : [[type, id]])),
  );
  const header = showsActions ? ["type", "id", "action"] : ["type", "id"];
  return stringify([header, ...rows.map((row) => row.map(visible))], { escape_formulas: true });
}
