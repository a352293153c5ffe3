import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const repeatedFile: DiagnosticDefinition<{ readonly name: string }> = defineDiagnostic({
  code: "policy/repeated-file",
  severity: "error",
  summary: "Two files of a policy have the same name",
  why: "Diagnostics and decisions point into files by name, and could not say which of the two.",
  message: ({ name }) => `two files are named \`${name}\``,
  help: () => "give each file a name of its own, such as its path",
  bad: { shell: `parsePolicy([{ name: "a.authz", text: "subject User" }, { name: "a.authz", text: "role admin" }])` },
  good: { files: { "a.authz": "subject User\n", "b.authz": "role admin\n" } },
});
