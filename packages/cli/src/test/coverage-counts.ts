import type { BranchCoverage, Coverage, StatementCoverage } from "@authz/engine";

/** Something that no test has shown. */
export interface Gap {
  readonly statement: StatementCoverage;
  readonly kind: "never asked" | "never applies" | "never true" | "never false";
  /** The part of the statement; undefined: all of it. */
  readonly text?: string;
}

export interface Share {
  readonly covered: number;
  readonly all: number;
}

export interface FileCoverage {
  readonly file: string;
  readonly rules: Share;
  readonly branches: Share;
  readonly gaps: readonly Gap[];
}

/** A rule is covered when it has applied. Names of people have to have been true, conditions both true and false. */
export function coverageByFile(coverage: Coverage): readonly FileCoverage[] {
  const files = Map.groupBy(coverage, ({ origin }) => origin.source);
  return [...files].map(([file, statements]) => {
    const covered = statements.filter(({ outcomes }) => outcomes.true > 0).length;
    const branches = statements.flatMap((statement) => statement.branches.flatMap(branchOutcomes));
    return {
      file,
      rules: { covered, all: statements.length },
      branches: { covered: branches.filter(({ taken }) => taken > 0).length, all: branches.length },
      gaps: statements.flatMap(gapsOf),
    };
  });
}

/** What a branch has to have come to, and how often it did. */
export function branchOutcomes({ kind, outcomes }: BranchCoverage): readonly { wanted: boolean; taken: number }[] {
  const holds = { wanted: true, taken: outcomes.true };
  return kind === "people" ? [holds] : [holds, { wanted: false, taken: outcomes.false }];
}

/** One gap hides those inside it. */
function gapsOf(statement: StatementCoverage): readonly Gap[] {
  const { outcomes, branches } = statement;
  if (outcomes.true + outcomes.false + outcomes.unknown === 0) return [{ statement, kind: "never asked" }];
  const parts = branches.flatMap((branch): readonly Gap[] =>
    branchOutcomes(branch).flatMap(({ wanted, taken }) =>
      taken > 0 ? [] : [{ statement, kind: wanted ? "never true" : "never false", text: branch.text }],
    ),
  );
  return outcomes.true === 0 ? [{ statement, kind: "never applies" }, ...parts] : parts;
}

export function percent({ covered, all }: Share): string {
  return all === 0 ? "100%" : `${Math.floor((100 * covered) / all)}%`;
}
