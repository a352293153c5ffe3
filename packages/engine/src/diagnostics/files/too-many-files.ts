import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type TooManyFiles = {
  readonly path: string;
  readonly limit: number;
};

export const tooManyFiles: DiagnosticDefinition<TooManyFiles> = defineDiagnostic({
  code: "files/too-many-files",
  severity: "error",
  summary: "A policy has more files than the limit",
  why: "The number of files is bounded so that a wrong folder cannot take all memory or time.",
  message: ({ path, limit }) => `the folder \`${path}\` has more than ${limit} policy files`,
  help: () => "name the folder of one policy, or raise the limit where you load it",
  bad: { shell: "authz lint --policy /folder/of/ten/thousand/policies" },
  good: { shell: "authz lint --policy /folder/of/one/policy" },
});
