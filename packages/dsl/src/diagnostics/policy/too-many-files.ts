import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const tooManyFiles: DiagnosticDefinition<{ readonly count: number; readonly limit: number }> = defineDiagnostic({
  code: "policy/too-many-files",
  severity: "error",
  summary: "A policy has more files than the limit",
  why: "Limits bound the work that a policy from elsewhere can cause. Most likely the folder is not the one that was meant.",
  message: ({ count, limit }) => `the policy has ${count} files, more than ${limit}`,
  help: () => "check that this is the folder of the policy, or raise `filesInPolicy`",
  bad: { shell: "authz lint --policy /" },
  good: { shell: "authz lint --policy policies/" },
});
