import { longestChains } from "../../analysis/hierarchy.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const deepHierarchy: LintRule<
  { readonly role: string; readonly depth: number; readonly most: number },
  { readonly most: number }
> = defineLintRule({
  code: "lint/deep-hierarchy",
  group: "correctness",
  severity: "warning",
  set: "recommended",
  options: { most: { summary: "roles that a chain of `includes` may have", default: 5, minimum: 1 } },
  summary: "A hierarchy of roles is deeper than people can follow",
  why: "Whoever is given the role at the top has all that the others have, and nobody remembers what that is. Deep hierarchies grow one `includes` at a time, and rights with them.",
  message: ({ role, depth, most }) =>
    `\`${role}\` stands above ${depth - 1} others in a chain; ${most} roles are allowed in one`,
  help: () => "include what the role needs directly, or leave levels out that nobody is given",
  bad: `subject User
resource Project {
  role guest
  role reader includes guest
  role writer includes reader
  role editor includes writer
  role lead includes editor
  role owner includes lead
  action read
  allow guest to read
}
`,
  good: `subject User
resource Project {
  role guest
  role reader includes guest
  role writer includes reader
  role owner includes writer
  action read
  allow guest to read
}
`,
  check({ index, options, report }) {
    const roles = index.roles.map(({ model }) => model);
    const lengths = longestChains(roles, ({ on }, name) => index.role(on, name));
    for (const { model, name, file } of index.roles) {
      const depth = lengths.get(model) ?? 0;
      if (depth <= options.most || index.seniorsOf(model).length > 0) continue;
      report(file, name, { role: model.name, depth, most: options.most });
    }
  },
});
