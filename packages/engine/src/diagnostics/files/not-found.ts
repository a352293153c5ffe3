import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type NotFound = {
  readonly path: string;
  readonly suggestion: string | undefined;
};

export const notFound: DiagnosticDefinition<NotFound> = defineDiagnostic({
  code: "files/not-found",
  severity: "error",
  summary: "A file or a folder is not there",
  why: "A policy or facts that are only partly read could allow what the missing part denies, so nothing is loaded. A symbolic link that leads nowhere counts as missing, too.",
  message: ({ path }) => `there is no file or folder \`${path}\``,
  help: ({ suggestion }) =>
    suggestion === undefined
      ? "check the path; it is relative to the folder that the command runs in"
      : `did you mean \`${suggestion}\`?`,
  bad: { shell: "authz lint --policy polcies" },
  good: { shell: "authz lint --policy policies" },
});
