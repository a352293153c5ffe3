import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const noFiles: DiagnosticDefinition = defineDiagnostic({
  code: "policy/no-files",
  severity: "error",
  summary: "There are no policy files",
  why: "A policy is made of one text or more. None at all is a mistake of whoever gathers them, and not a policy that denies everything.",
  message: () => "there are no policy files here",
  help: () => "give a list with one `{ name, text }` or more",
  bad: { files: {} },
  good: { files: { "policy.authz": "subject User\n" } },
});
