import type { Role } from "@authz/model";
import { changingActions, changingWords } from "../../index/changing.ts";
import { alternativesOf } from "../../index/people.ts";
import type { PolicyIndex } from "../../index/policy-index.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const roleForEveryoneChanges: LintRule<
  { readonly role: string; readonly type: string; readonly actions: readonly string[] },
  { readonly changing: readonly string[] }
> = defineLintRule({
  code: "lint/role-for-everyone-changes",
  group: "security",
  severity: "warning",
  set: "recommended",
  options: {
    changing: { summary: "words in the name of an action that changes something", default: changingWords },
  },
  summary: "A role that changes something may be given to everyone at once",
  why: "`for all User` lets one assignment open a resource to everybody who can sign in. For looking at things that is how they are published; for changing them it is rarely meant, and nobody sees it in the policy when it happens.",
  message: ({ role, type, actions }) =>
    `\`${role}\` may be given to every \`${type}\` at once, and then everybody may ${actions.join(", ")}`,
  help: ({ type }) => `take \`all ${type}\` away, or make a role of its own for what is public`,
  bad: `subject User
resource Page {
  role editor for User, all User
  action read, update
  allow editor to read, update
}
`,
  good: `subject User
resource Page {
  role reader for all User
  role editor includes reader for User
  action read, update
  allow reader to read
  allow editor to update
}
`,
  check({ index, policy, options, report }) {
    const open = index.roles.filter(({ node }) => (node.holders ?? []).some(({ kind }) => kind === "all"));
    if (open.length === 0) return;
    const allowed = changesByRole(index, changingActions(policy, options.changing));
    for (const { model, node, name, file } of open) {
      for (const holder of node.holders ?? []) {
        if (holder.kind !== "all") continue;
        const actions = [
          ...new Set(withJuniors(model, index).flatMap((role) => [...(allowed.get(keyOf(role)) ?? [])])),
        ];
        if (actions.length > 0) report(file, holder, { role: name.text, type: holder.type.text, actions });
      }
    }
  },
});

/** What rules for a role alone allow, by role. */
function changesByRole(
  { rules }: PolicyIndex,
  changes: (type: string, action: string) => boolean,
): ReadonlyMap<string, ReadonlySet<string>> {
  const table = new Map<string, Set<string>>();
  for (const { model } of rules.filter((rule) => rule.model.effect === "allow")) {
    for (const { type, actions } of model.targets) {
      const changing = actions.filter((action) => changes(type, action));
      for (const people of alternativesOf(model.who)) {
        const role = roleOf(people, type);
        if (role === undefined || changing.length === 0) continue;
        table.set(role, new Set([...(table.get(role) ?? []), ...changing]));
      }
    }
  }
  return table;
}

function roleOf(people: ReturnType<typeof alternativesOf>[number], type: string): string | undefined {
  if (people.kind === "role") return keyOf({ name: people.role });
  if (people.kind === "member" && people.path.length === 0) return keyOf({ name: people.name, on: type });
  return undefined;
}

function keyOf({ name, on }: { readonly name: string; readonly on?: string }): string {
  return JSON.stringify([name, on ?? null]);
}

/** The role and all that it includes; the checker has made sure that there is no cycle. */
function withJuniors(role: Role, index: PolicyIndex): readonly Role[] {
  const found = new Map<string, Role>();
  const open = [role];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next.name)) continue;
    found.set(next.name, next);
    open.push(...next.includes.flatMap((name) => index.role(role.on, name) ?? []));
  }
  return [...found.values()];
}
