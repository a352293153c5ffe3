import { lintRules, type LintRule } from "@authz/dsl/lint";
import type { DiagnosticDefinition, Example } from "@authz/model";
import { renderDiagnostics } from "../render/diagnostic.ts";
import { visible, visibleLines } from "../render/visible.ts";
import { indented, wrap } from "../render/wrap.ts";
import type { Output } from "../terminal/terminal.ts";
import type { DecisionPage } from "./decision-codes.ts";
import { lintExample, runExample } from "./run-example.ts";

const COLUMNS = 88;

/** Why it is a finding, an example of it with what authz says about that, and the example mended. */
export async function renderDiagnosticPage(definition: DiagnosticDefinition, out: Output): Promise<string> {
  const { bold } = out.colours;
  const rule = lintRules.find(({ code }) => code === definition.code);
  const { diagnostics, sources } = rule === undefined ? await runExample(definition) : lintExample(rule);
  const columns = Math.min(out.columns ?? COLUMNS, COLUMNS) - 4;
  const said = renderDiagnostics(diagnostics, sources, { colours: out.colours, columns });
  return [
    `${bold(definition.code)} (${rule === undefined ? definition.severity : standingOf(rule)})`,
    sentence(definition.summary),
    "",
    wrap(visible(definition.why), widthOf(out)),
    "",
    bold("Bad:"),
    "",
    exampleText(definition.bad),
    ...(said === "" ? [] : ["", bold("authz says:"), "", indented(said, "    ")]),
    "",
    bold("Good:"),
    "",
    exampleText(definition.good),
    "",
  ].join("\n");
}

function standingOf({ severity, group, set, fix }: LintRule): string {
  const fixed = { safe: ["fixed by --fix"], unsafe: ["fixed by --fix --unsafe"] };
  return [severity, group, set, ...(fix === undefined ? [] : fixed[fix])].join(", ");
}

export function renderDecisionPage(page: DecisionPage, out: Output): string {
  const { bold, green, red } = out.colours;
  const width = widthOf(out);
  return [
    `${bold(page.code)} (${page.decision ? green("allowed") : red("denied")})`,
    page.summary,
    "",
    wrap(page.why, width),
    "",
    bold("What to do:"),
    wrap(page.help, width),
    "",
  ].join("\n");
}

/** Every code with its summary, by group. */
export function renderList(
  definitions: readonly DiagnosticDefinition[],
  pages: readonly DecisionPage[],
  { colours }: Output,
): string {
  const groups = Map.groupBy(definitions, ({ code }) => code.split("/", 1)[0] ?? code);
  const lists = [...groups].map(
    ([group, members]) =>
      `${colours.bold(group)}\n${table(members.map(({ code, summary }) => [code, sentence(summary)]))}`,
  );
  const decisions = table(pages.map(({ code, summary }) => [code, summary]));
  return [
    `${colours.bold("decisions")}\n${decisions}`,
    ...lists,
    "`authz explain CODE` prints the page of one.\n",
  ].join("\n\n");
}

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([code]) => code.length));
  return rows.map(([code, summary]) => `  ${code.padEnd(width)}  ${summary}`).join("\n");
}

function exampleText(example: Example): string {
  if (typeof example === "string") return indented(visibleLines(example), "    ");
  if ("shell" in example)
    return indented(`$ ${visibleLines(example.shell).trimEnd().replaceAll("\n", "\n$ ")}`, "    ");
  if ("files" in example) {
    const files = Object.entries(example.files);
    return files.map(([name, text]) => `  ${name}:\n${indented(visibleLines(text), "    ")}`).join("\n\n");
  }
  return `${indented(visibleLines(example.policy), "    ")}\n\n  with these facts:\n${indented(visibleLines(example.facts), "    ")}`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function widthOf(out: Output): number {
  return Math.min(out.columns ?? COLUMNS, COLUMNS);
}
