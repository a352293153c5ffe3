import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const notAFile: DiagnosticDefinition<{ readonly position: number; readonly problem: string }> = defineDiagnostic(
  {
    code: "policy/not-a-file",
    severity: "error",
    summary: "A policy file has no name or no text",
    why: "Every diagnostic and every decision says in which file a rule stands, so each file needs a name, and its text as a string.",
    message: ({ position, problem }) => `file ${position} of the policy ${problem}`,
    help: () => "give each file as `{ name, text }`, two strings",
    bad: { files: { "": "subject User\n" } },
    good: { files: { "policy.authz": "subject User\n" } },
  },
);
