import { defineDiagnostic } from "@authz/model";

export const tooManyFiles = defineDiagnostic<{ path: string; limit: number }>({
  code: "files/too-many-files",
  severity: "error",
  summary: "A policy has more files than the limit",
  why: "The number of files is bounded so that a wrong folder cannot take all memory or time.",
  message: ({ path, limit }) => `the folder \`${path}\` has more than ${limit} policy files`,
  help: () => "name the folder of one policy, or raise the limit where you load it",
  bad: { shell: "authz lint --policy /folder/of/ten/thousand/policies" },
  good: { shell: "authz lint --policy /folder/of/one/policy" },
});
