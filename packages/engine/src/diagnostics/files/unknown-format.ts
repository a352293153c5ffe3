import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type UnknownFormat = {
  readonly path: string;
  readonly formats: readonly string[];
};

export const unknownFormat: DiagnosticDefinition<UnknownFormat> = defineDiagnostic({
  code: "files/unknown-format",
  severity: "error",
  summary: "A file of facts has an extension that says nothing about its format",
  why: "Facts are read as JSON, JSON Lines or YAML by the extension of the file, never by guessing.",
  message: ({ path }) => `the name of \`${path}\` does not say what format it has`,
  help: ({ formats }) => `name it with one of ${formats.join(", ")}`,
  bad: { shell: "authz check User:ana read Invoice:i1 --facts facts.txt" },
  good: { shell: "authz check User:ana read Invoice:i1 --facts facts.json" },
});
