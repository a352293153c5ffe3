import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type Unwritable = {
  readonly path: string;
  readonly reason: string;
};

export const unwritable: DiagnosticDefinition<Unwritable> = defineDiagnostic({
  code: "files/unwritable",
  severity: "error",
  summary: "A file cannot be written",
  why: "The text that was to be written is lost, and the file is as it was. Other files of the same run are written all the same.",
  message: ({ path, reason }) => `\`${path}\` cannot be written: ${reason}`,
  help: () => "make the file and its folder writable for whoever runs this",
  bad: { shell: "chmod 444 policy/people.authz\nauthz fmt policy" },
  good: { shell: "chmod 644 policy/people.authz\nauthz fmt policy" },
});
