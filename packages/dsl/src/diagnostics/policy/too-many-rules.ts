import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const tooManyRules: DiagnosticDefinition<{ readonly count: number; readonly limit: number }> = defineDiagnostic({
  code: "policy/too-many-rules",
  severity: "error",
  summary: "A policy has more rules and requirements than the limit",
  why: "Limits bound the work that a policy from elsewhere can cause. So many rules are a sign that data is written as rules: who may do what on one thing belongs into facts.",
  message: ({ count, limit }) => `the policy has ${count} rules and requirements, more than ${limit}`,
  help: () => "give roles to people in facts in place of a rule each, or raise `rules`",
  bad: { shell: "authz lint --policy generated/" },
  good: { shell: "authz lint --policy policies/" },
});
