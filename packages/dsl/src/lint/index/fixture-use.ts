import type { EntityNode, FactNode, FixtureNode, SyntaxFile, TestNode, ValueNode } from "../../syntax/tree.ts";
import { push } from "./multimap.ts";
import { expectationsIn } from "./questions.ts";

/**
 * Facts of the fixtures of a file that make no difference to its tests: they are about somebody whom no test asks about, and
 * whom nothing leads to from those that it does. Fixtures reach no further than their file.
 */
export function unusedFacts(fixtures: readonly FixtureNode[], tests: readonly TestNode[]): readonly FactNode[] {
  const own = fixtures.flatMap(({ facts }) => facts);
  const inTests = tests.flatMap(({ statements }) => statements.filter((one) => one.kind !== "expectation"));
  const edges = edgesOf([...own, ...inTests]);
  const reached = new Set<string>();
  const open = [...tests.flatMap(askedEntities), ...pathEntities(own, tests)];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (reached.has(key)) continue;
    reached.add(key);
    open.push(...(edges.get(key) ?? []));
  }
  return own.filter((fact) => {
    if (fact.kind === "entityFact") return !reached.has(keyOf(fact.entity));
    return fact.holder.kind === "entity" && !reached.has(keyOf(fact.holder));
  });
}

function keyOf({ type, id }: EntityNode): string {
  return JSON.stringify([type.text, id.value]);
}

/** What matters when an entity matters: what it is in, what it names, and what it has a role on. */
function edgesOf(facts: readonly FactNode[]): ReadonlyMap<string, readonly string[]> {
  const edges = new Map<string, string[]>();
  for (const fact of facts) {
    if (fact.kind === "entityFact") {
      const named = [...fact.in, ...(fact.properties === undefined ? [] : entitiesIn(fact.properties))];
      for (const entity of named) push(edges, keyOf(fact.entity), keyOf(entity));
    } else if (fact.of !== undefined && fact.holder.kind !== "all") {
      const holder = keyOf(fact.holder.kind === "roleOf" ? fact.holder.of : fact.holder);
      push(edges, holder, keyOf(fact.of));
      if (fact.holder.kind === "roleOf") push(edges, keyOf(fact.of), holder);
    }
  }
  return edges;
}

function entitiesIn(value: ValueNode): readonly EntityNode[] {
  switch (value.kind) {
    case "entity":
      return [value];
    case "values":
      return value.items.flatMap(entitiesIn);
    case "record":
      return value.entries.flatMap((entry) => entitiesIn(entry.value));
    case "string":
    case "number":
    case "duration":
    case "boolean":
    case "time":
    case "ip":
      return [];
  }
}

function askedEntities(test: TestNode): readonly string[] {
  return expectationsIn(test).flatMap(({ subject, question, with: circumstances }) => {
    const said = circumstances.flatMap((one) => ("record" in one ? entitiesIn(one.record) : []));
    const asked = question.kind === "asked" ? [question.entity] : [];
    return [...(subject.kind === "anonymous" ? [] : [subject]), ...asked, ...said].map(keyOf);
  });
}

/** An HTTP request asks about whatever has an id of which all parts stand in its path. */
function pathEntities(facts: readonly FactNode[], tests: readonly TestNode[]): readonly string[] {
  const requests = tests
    .flatMap(expectationsIn)
    .flatMap(({ question }) => (question.kind === "request" ? [question.request.value] : []));
  const parts = new Set(requests.flatMap((request) => request.split(/[\s/?]+/)));
  const entities = facts.flatMap((fact) => (fact.kind === "entityFact" ? [fact.entity] : (fact.of ?? [])));
  return entities.filter(({ id }) => id.value.split("/").every((part) => parts.has(part))).map(keyOf);
}

/** Fixtures and tests by file. */
export function testFiles(files: readonly SyntaxFile[]): readonly {
  readonly file: SyntaxFile;
  readonly fixtures: readonly FixtureNode[];
  readonly tests: readonly TestNode[];
}[] {
  return files.map((file) => ({
    file,
    fixtures: file.declarations.filter((node) => node.kind === "fixture"),
    tests: file.declarations.filter((node) => node.kind === "test"),
  }));
}
