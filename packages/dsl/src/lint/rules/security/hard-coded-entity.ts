import { partsOfNode } from "../../index/expressions.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const hardCodedEntity: LintRule<{ readonly entity: string }> = defineLintRule({
  code: "lint/hard-coded-entity",
  group: "security",
  severity: "info",
  set: "strict",
  summary: "A condition names one entity by its id",
  why: "The policy then works for one installation only, and quietly stops working when the entity is made anew. What is special about it is data: an attribute or a role says it where everybody can see it.",
  message: ({ entity }) => `\`${entity}\` is written into the policy`,
  help: () => "say in the data what is special about it: an attribute to compare, or a role held on it",
  bad: `subject User
group Team of User
resource Report {
  action read
  allow User to read when subject in Team "board"
}
`,
  good: `subject User
group Team of User
resource Report {
  role reader for User, Team
  action read
  allow reader to read
}
`,
  check({ index, report }) {
    const subjects = new Set(index.types.filter(({ model }) => model.subject).map(({ name }) => name.text));
    for (const { node: guard, file, of } of index.guards) {
      if (of.node.kind === "claim") continue;
      for (const part of partsOfNode(guard.condition)) {
        // A person is lint/named-person's business.
        if (part.kind !== "entity" || subjects.has(part.type.text)) continue;
        report(file, part, { entity: `${part.type.text} "${part.id.value}"` });
      }
    }
  },
});
