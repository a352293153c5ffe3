import { alternativesOf } from "../../index/people.ts";
import { mentions } from "../../index/words.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

const grantWords = "assign bind delegate elevate escalate grant impersonate promote";

/** A guess from names: what an action really gives, the policy cannot tell. */
export const roleCanRise: LintRule<
  { readonly role: string; readonly action: string; readonly senior: string },
  { readonly words: readonly string[] }
> = defineLintRule({
  code: "lint/role-can-rise",
  group: "security",
  severity: "warning",
  set: "strict",
  options: {
    words: { summary: "words in the name of an action that gives somebody rights", default: grantWords.split(" ") },
  },
  summary: "A role may hand out rights, and another role is above it",
  why: "Whoever may assign roles can give themselves, or a friend, the one above their own, unless something outside of the policy stops them. Then the smaller role is worth as much as the bigger one.",
  message: ({ role, action, senior }) => `\`${role}\` may \`${action}\`, and perhaps make itself \`${senior}\``,
  help: ({ senior, role }) =>
    `leave it to \`${senior}\`, or limit what \`${role}\` may give: \`when action.…\` with the role as an attribute of the action`,
  bad: `subject User
resource Workspace {
  role owner includes admin
  role admin
  action rename, assign_role
  allow admin to rename, assign_role
}
`,
  good: `subject User
resource Workspace {
  role owner includes admin
  role admin
  action rename, assign_role
  allow admin to rename
  allow owner to assign_role
}
`,
  check({ index, options, report }) {
    for (const { model, node, file } of index.rules) {
      if (model.effect !== "allow" || model.guards.length > 0) continue;
      for (const { type, actions } of model.targets) {
        const action = actions.find((name) => mentions(name, options.words));
        const risen =
          action === undefined
            ? undefined
            : alternativesOf(model.who)
                .map(seniorOf)
                .find((one) => one);
        if (action === undefined || risen === undefined) continue;
        report(file, node.who, { ...risen, action });
        break;

        function seniorOf(
          people: ReturnType<typeof alternativesOf>[number],
        ): { role: string; senior: string } | undefined {
          const role =
            people.kind === "role"
              ? index.role(undefined, people.role)
              : people.kind === "member" && people.path.length === 0
                ? index.role(type, people.name)
                : undefined;
          const senior = role === undefined ? undefined : index.seniorsOf(role)[0];
          return role === undefined || senior === undefined ? undefined : { role: role.name, senior: senior.name };
        }
      }
    }
  },
});
