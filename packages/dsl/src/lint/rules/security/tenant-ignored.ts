import type { Path, People } from "@authz/model";
import type { RuleEntry } from "../../index/entries.ts";
import { pathsIn } from "../../index/expressions.ts";
import { alternativesOf, dependsOnResource } from "../../index/people.ts";
import type { PolicyIndex } from "../../index/policy-index.ts";
import { looksAtTenant, tenantedTypes, tenantWords } from "../../index/tenancy.ts";
import { mentions } from "../../index/words.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const tenantIgnored: LintRule<
  { readonly people: string; readonly actions: readonly string[]; readonly type: string; readonly tenant: string },
  { readonly words: readonly string[] }
> = defineLintRule({
  code: "lint/tenant-ignored",
  group: "security",
  severity: "warning",
  set: "recommended",
  options: { words: { summary: "words in the name of a tenant's type or attribute", default: tenantWords } },
  summary: "A rule reaches the resources of every tenant",
  why: "An application-wide role, or having signed in, says nothing about which customer's data it is for. The rule that forgets to ask is how one customer gets to read another one's.",
  message: ({ people, actions, type, tenant }) =>
    `${people} may ${actions.join(", ")} every \`${type}\`, whichever \`${tenant}\` it belongs to`,
  help: ({ tenant }) =>
    `use a role that is held there (\`parent.admin\`), compare the tenants (\`when subject.… == resource.…\`), or deny whoever is not of the \`${tenant}\``,
  bad: `subject User
role manager
resource Organization
resource Invoice in Organization {
  action approve
  allow manager to approve
}
`,
  good: `subject User
resource Organization { role manager }
resource Invoice in Organization {
  action approve
  allow parent.manager to approve
}
`,
  check({ index, policy, options, report }) {
    const tenanted = tenantedTypes(policy, options.words);
    for (const rule of index.rules) {
      const { model, node, file } = rule;
      if (model.effect !== "allow" || looksAtTenant({ guards: model.guards }, options.words)) continue;
      if (model.guards.flatMap(pathsIn).some(isAboutPublishing)) continue;
      const stranger = alternativesOf(model.who).find((people) => !dependsOnResource(people));
      if (stranger === undefined) continue;
      for (const { type, actions } of model.targets) {
        const tenant = tenanted.get(type);
        if (tenant === undefined) continue;
        const open = actions.filter((action) => !isWalled(index.rulesFor(type, action), options.words));
        if (open.length === 0) continue;
        report(file, node.who, { people: named(stranger), actions: open, type, tenant });
        break;
      }
    }
  },
});

/** What somebody has published is for other tenants, too. */
function isAboutPublishing({ root, steps }: Path): boolean {
  return root === "resource" && steps.some((step) => mentions(step, ["public", "published", "shared", "visibility"]));
}

/** A deny that looks at the tenant is a wall that every rule stands behind. */
function isWalled(rules: ReturnType<PolicyIndex["rulesFor"]>, words: readonly string[]): boolean {
  return rules.some(({ model }: RuleEntry) => model.effect === "deny" && looksAtTenant(model, words));
}

function named(people: People): string {
  switch (people.kind) {
    case "role":
      return `whoever is \`${people.role}\``;
    case "type":
      return `every \`${people.type}\``;
    case "anyone":
      return "anyone";
    case "member":
    case "and":
    case "or":
    case "butNot":
      return "somebody";
  }
}
