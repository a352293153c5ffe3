import { defineLintRule, type LintRule } from "../../rule.ts";

export const roleNobodyCanGet: LintRule<{ readonly role: string; readonly on: string | undefined }> = defineLintRule({
  code: "lint/role-nobody-can-get",
  group: "correctness",
  severity: "warning",
  set: "recommended",
  summary: "Nobody can ever have a role",
  why: "Whoever may be given the role, or has it by `if` or as a senior, must have a role first that nobody can get either. Rules that name such a role never apply.",
  message: ({ role, on }) => `nobody can get the role \`${role}\`${on === undefined ? "" : ` of \`${on}\``}`,
  help: () => "let subjects hold it (`for User`), or name people in its `if` who can exist",
  bad: `subject User
resource CustomRole {
  role assignee for CustomRole.assignee
  action read
  allow assignee to read
}
`,
  good: `subject User
resource CustomRole {
  role assignee for User, CustomRole.assignee
  action read
  allow assignee to read
}
`,
  check({ index, report }) {
    for (const { model, name, file } of index.roles) {
      if (!index.isAttainable(model)) report(file, name, { role: model.name, on: model.on });
    }
  },
});
