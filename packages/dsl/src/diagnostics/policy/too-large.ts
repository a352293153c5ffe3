import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const tooLarge: DiagnosticDefinition<{ readonly length: number; readonly limit: number }> = defineDiagnostic({
  code: "policy/too-large",
  severity: "error",
  summary: "The files of a policy are together larger than the limit",
  why: "Limits bound the work that a policy from elsewhere can cause, and are checked before anything is read.",
  message: ({ length, limit }) => `the files of the policy have ${length} characters together, more than ${limit}`,
  help: () => "check that only policy files are given, move data into facts, or raise `policyLength`",
  bad: { shell: "authz lint --policy generated/" },
  good: { shell: "authz lint --policy policies/" },
});
