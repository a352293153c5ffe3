import { describe, expect, test } from "@jest/globals";
import { readCases, readClauses } from "./case-folders.ts";
import { evaluators } from "./evaluators.ts";
import { loaders } from "./loaders.ts";
import { runCase } from "./run-case.ts";

const cases = readCases();
const clauses = readClauses();

describe("the language reference", () => {
  test("gives each clause an id of its own", () => {
    expect(clauses.filter((id, index) => clauses.indexOf(id) !== index)).toEqual([]);
    expect(clauses.length).toBeGreaterThan(150);
  });

  test("has a case for each clause", () => {
    const shown = new Set(cases.flatMap(({ expected }) => expected.clauses));
    expect(clauses.filter((id) => !shown.has(id))).toEqual([]);
  });

  test("has each clause that a case names", () => {
    const unknown = cases.flatMap(({ id, expected }) =>
      expected.clauses.filter((clause) => !clauses.includes(clause)).map((clause) => `${id}: ${clause}`),
    );
    expect(unknown).toEqual([]);
  });

  test("has cases enough, in the folders of the clauses that they show first", () => {
    expect(cases.length).toBeGreaterThanOrEqual(200);
    expect(cases.filter(({ id, expected }) => id[0] !== expected.clauses[0]?.[0]).map(({ id }) => id)).toEqual([]);
  });
});

describe.each(evaluators)("$name", (evaluator) => {
  describe.each(loaders)("from $name", (loader) => {
    test.each(cases.map((each) => [each.id, each] as const))("%s", async (_, each) => {
      expect(await runCase(each, loader, evaluator)).toEqual([]);
    });
  });
});
