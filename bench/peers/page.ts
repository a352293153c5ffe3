/** Figures as tables and a plot in Markdown. */
import type { Figure } from "./measure.ts";
import { targetOf } from "./targets.ts";

/** The same figure in each run. */
type Row = Figure & { readonly ratios: readonly number[] };

export function rowsOf(runs: readonly (readonly Figure[])[]): readonly Row[] {
  const [first = [], ...others] = runs;
  return first.map((figure) => {
    const same = others.flatMap((run) =>
      run.filter(({ workload, name }) => workload === figure.workload && name === figure.name),
    );
    return { ...figure, ratios: [figure, ...same].map(({ ratio }) => ratio) };
  });
}

export function pageOf(rows: readonly Row[]): string {
  const ours = rows.filter((row) => row.ours);
  const others = rows.filter((row) => !row.ours && row.name !== "hand");
  return [
    `Node ${process.version}, ${new Date().toISOString().slice(0, 10)}.`,
    "",
    ...oursTable(ours),
    "",
    ...plot(ours),
    ...(others.length === 0 ? [] : ["", "Others, in the same processes:", "", ...othersTable(others)]),
    "",
  ].join("\n");
}

function oursTable(rows: readonly Row[]): readonly string[] {
  return [
    "| workload | asked by | ns a decision | × hand, each run | target | met | by generated code | load, ms |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ...rows.map(({ workload, name, nanoseconds, ratios, compiled, loadMilliseconds }) => {
      const target = targetOf(workload, name);
      const met = target === undefined ? "" : ratios.every((ratio) => ratio <= target) ? "yes" : "no";
      const code = compiled === undefined ? "" : `${(compiled * 100).toFixed(0)} %`;
      return `| ${workload} | ${name} | ${figures(nanoseconds)} | ${times(ratios)} | ${target ?? ""} | ${met} | ${code} | ${loadMilliseconds?.toFixed(0) ?? ""} |`;
    }),
  ];
}

function othersTable(rows: readonly Row[]): readonly string[] {
  return [
    "| workload | engine | ns a decision | × hand, each run |",
    "| --- | --- | --- | --- |",
    ...rows.map(
      ({ workload, name, nanoseconds, ratios }) =>
        `| ${workload} | ${name} | ${figures(nanoseconds)} | ${times(ratios)} |`,
    ),
  ];
}

const figures = (nanoseconds: number): string => nanoseconds.toFixed(0).replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
const times = (ratios: readonly number[]): string =>
  ratios.map((ratio) => ratio.toFixed(ratio < 0.1 ? 4 : 2)).join(" · ");

/** Bars for what is measured, a line for what is aimed at. */
function plot(rows: readonly Row[]): readonly string[] {
  const shown = rows.flatMap(({ workload, name, ratios }) => {
    const target = targetOf(workload, name);
    return target === undefined ? [] : [{ workload, name, target, ratio: Math.max(...ratios) }];
  });
  const labels = shown.map(({ workload, name }) => `"${workload.replace(", ", " ")}${name.replace(/^authz ?/, " ")}"`);
  return [
    "```mermaid",
    "xychart-beta horizontal",
    '  title "Times the hand-written solution (bars: slower run, line: target)"',
    `  x-axis [${labels.join(", ")}]`,
    '  y-axis "× hand"',
    `  bar [${shown.map(({ ratio }) => ratio.toFixed(2)).join(", ")}]`,
    `  line [${shown.map(({ target }) => target).join(", ")}]`,
    "```",
  ];
}
