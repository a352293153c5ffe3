import { removeDeclaration, removeItem } from "../../edits.ts";
import type { Fix } from "../../finding.ts";
import type { RoleEntry } from "../../index/entries.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

/** A role that is in the hierarchy does something by itself, or for its seniors. */
export const unusedRole: LintRule<{ readonly role: string; readonly on: string | undefined }> = defineLintRule({
  code: "lint/unused-role",
  group: "correctness",
  severity: "warning",
  set: "recommended",
  fix: "unsafe",
  summary: "No rule speaks of a role",
  why: "Nothing names the role and it includes no other, so that whoever holds it may do no more than before. Most often the rule that it was made for is missing, or has gone.",
  message: ({ role, on }) =>
    on === undefined ? `nothing uses the role \`${role}\`` : `nothing uses the role \`${role}\` of \`${on}\``,
  help: () => "write the rule that it is for, or remove the role",
  bad: `subject User
role auditor, editor
resource Invoice {
  action read
  allow editor to read
}
`,
  good: `subject User
role editor
resource Invoice {
  action read
  allow editor to read
}
`,
  check({ index, report }) {
    for (const role of index.roles) {
      const { model, name, file } = role;
      if (index.isNamed(model) || model.includes.length > 0 || index.seniorsOf(model).length > 0) continue;
      report(file, name, { role: model.name, on: model.on }, { fix: removal(role) });
    }
  },
});

/** Not safe: facts may assign the role. */
function removal({ file, node, name }: RoleEntry): Fix {
  const names = node.names.map((one) => ({ span: { ...one.name.span, end: one.as?.span.end ?? one.name.span.end } }));
  const index = node.names.findIndex((one) => one.name === name);
  const edit = names.length === 1 ? removeDeclaration(file, node) : removeItem(file, names, index);
  return { title: "remove the role", safe: false, edits: [edit] };
}
