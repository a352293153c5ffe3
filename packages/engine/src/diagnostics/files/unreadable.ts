import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type Unreadable = {
  readonly path: string;
  readonly reason: string;
};

export const unreadable: DiagnosticDefinition<Unreadable> = defineDiagnostic({
  code: "files/unreadable",
  severity: "error",
  summary: "A file or a folder cannot be read",
  why: "A policy or facts that are only partly read could allow what the missing part denies, so nothing is loaded.",
  message: ({ path, reason }) => `\`${path}\` cannot be read: ${reason}`,
  help: () => "make it readable for whoever runs this, or name the files that you mean",
  bad: { shell: "chmod 000 policy/people.authz\nauthz lint --policy policy" },
  good: { shell: "chmod 644 policy/people.authz\nauthz lint --policy policy" },
});
