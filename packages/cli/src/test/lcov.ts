import type { Coverage, StatementCoverage } from "@authz/engine";
import { visible } from "../render/visible.ts";
import { branchOutcomes } from "./coverage-counts.ts";

/** The tracefile format of lcov's geninfo(1): a rule is a function and a line, each outcome of its parts a branch. */
export function renderLcov(coverage: Coverage): string {
  const files = Map.groupBy(coverage, ({ origin }) => origin.source);
  return [...files].map(([file, statements]) => record(file, statements)).join("");
}

function record(file: string, statements: readonly StatementCoverage[]): string {
  const hit = statements.filter(({ outcomes }) => outcomes.true > 0).length;
  const branches = statements.flatMap(branchLines);
  const taken = branches.filter((line) => !/,(?:0|-)$/.test(line)).length;
  const lines = linesOf(statements);
  return [
    "TN:",
    `SF:${visible(file)}`,
    ...statements.map(({ id, origin }) => `FN:${origin.line},${visible(id)}`),
    ...statements.map(({ id, outcomes }) => `FNDA:${outcomes.true},${visible(id)}`),
    `FNF:${statements.length}`,
    `FNH:${hit}`,
    ...branches,
    `BRF:${branches.length}`,
    `BRH:${taken}`,
    ...[...lines].map(([line, count]) => `DA:${line},${count}`),
    `LF:${lines.size}`,
    `LH:${[...lines.values()].filter((count) => count > 0).length}`,
    "end_of_record",
    "",
  ].join("\n");
}

/** `-` where the rule was never asked about. */
function branchLines({ origin, outcomes, branches }: StatementCoverage, block: number): readonly string[] {
  const asked = outcomes.true + outcomes.false + outcomes.unknown > 0;
  return branches
    .flatMap(branchOutcomes)
    .map(({ taken }, index) => `BRDA:${origin.line},${block},${index},${asked ? taken : "-"}`);
}

/** How often the rules that begin on a line have applied. */
function linesOf(statements: readonly StatementCoverage[]): ReadonlyMap<number, number> {
  const lines = new Map<number, number>();
  for (const { origin, outcomes } of statements) lines.set(origin.line, (lines.get(origin.line) ?? 0) + outcomes.true);
  return lines;
}
