import type { FixtureBlock, TestBlock } from "@authz/model";
import type { SyntaxFile } from "../../syntax/tree.ts";
import { docOf, originOf } from "../origin.ts";
import type { CheckContext } from "../vocabulary.ts";
import { checkExpectation } from "./expectations.ts";
import { checkFacts, type Given } from "./facts.ts";

/** The fixtures of one file: together they give each attribute once. */
export function checkFixtures(file: SyntaxFile, context: CheckContext): readonly FixtureBlock[] {
  const given: Given = new Map();
  const nodes = file.declarations.filter((declaration) => declaration.kind === "fixture");
  return nodes.map((node) => ({ facts: checkFacts(node.facts, given, context), origin: originOf(context, node) }));
}

/** The tests of one file; `labels` are those of all rules and requirements of the policy. */
export function checkTests(file: SyntaxFile, labels: ReadonlySet<string>, context: CheckContext): readonly TestBlock[] {
  const nodes = file.declarations.filter((declaration) => declaration.kind === "test");
  return nodes.map((node) => {
    const facts = node.statements.filter((statement) => statement.kind !== "expectation");
    const expectations = node.statements.filter((statement) => statement.kind === "expectation");
    return {
      name: node.name.value,
      facts: checkFacts(facts, new Map(), context),
      expectations: expectations.flatMap((expectation) => checkExpectation(expectation, labels, context) ?? []),
      ...docOf(node),
      origin: originOf(context, node),
    };
  });
}
