import type { Expression, People } from "@authz/model";
import { pathsIn } from "../../index/expressions.ts";
import { alternativesOf } from "../../index/people.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const contextAlone: LintRule<{ readonly names: readonly string[] }> = defineLintRule({
  code: "lint/context-alone",
  group: "security",
  severity: "warning",
  set: "recommended",
  summary: "Only what the caller says about itself decides",
  why: "`context` is what whoever asks puts into the request. A rule for everybody that looks at nothing else is as strong as the least careful caller: one that passes a header on has given it away.",
  message: ({ names }) =>
    `nothing but ${names.map((name) => `\`context.${name}\``).join(", ")} decides who this is for`,
  help: () => "ask for a role, for a relation to the resource, or for a claim of the verified token (`token`) as well",
  bad: `subject User
context { internal: boolean }
resource Report {
  role viewer
  action read
  allow viewer to read
  allow User to read when context.internal
}
`,
  good: `subject User
context { internal: boolean }
resource Report {
  role viewer
  action read
  allow viewer to read when context.internal
}
`,
  check({ index, report }) {
    for (const { model, node, file } of index.rules) {
      if (model.effect !== "allow") continue;
      const names = contextAloneOf(model.who, model.guards);
      if (names.length > 0) report(file, node.who, { names });
    }
    for (const { model, node, file, name } of index.roles) {
      if (model.derived === undefined || node.derived === undefined || node.names[0]?.name !== name) continue;
      const names = contextAloneOf(model.derived.people, model.derived.guards);
      if (names.length > 0) report(file, node.derived.people, { names });
    }
  },
});

/** The attributes of the context that alone decide about somebody; none if more than that does, or nothing. */
function contextAloneOf(people: People, guards: readonly Expression[]): readonly string[] {
  const paths = guards.flatMap(pathsIn);
  const isForAll = alternativesOf(people).some(({ kind }) => kind === "anyone" || kind === "type");
  if (!isForAll || paths.length === 0 || paths.some(({ root }) => root !== "context")) return [];
  return [...new Set(paths.map(({ steps }) => steps.join(".")).filter((name) => name !== ""))];
}
