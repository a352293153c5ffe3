import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const tooMuchWrittenOut: DiagnosticDefinition<{ readonly limit: number }> = defineDiagnostic({
  code: "policy/too-much-written-out",
  severity: "error",
  summary: "Wildcards and lists of a policy stand for more than the limit",
  why: "A short rule such as `allow anyone to * on *` stands for every action on every resource, and a role without `for` for every subject and group. Limits bound the work that a policy from elsewhere can cause.",
  message: ({ limit }) => `with \`*\` and lists written out, the policy passes ${limit} entries here`,
  help: () => "say what is meant in fewer rules or for fewer types, or raise `writtenOut`",
  bad: { shell: "authz lint --policy generated/" },
  good: { shell: "authz lint --policy policies/" },
});
