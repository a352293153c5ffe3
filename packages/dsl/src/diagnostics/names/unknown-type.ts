import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const unknownType: DiagnosticDefinition<{
  readonly name: string;
  readonly needed: string;
  readonly suggestion: string | undefined;
}> = defineDiagnostic({
  code: "names/unknown-type",
  severity: "error",
  summary: "A type is named that nothing declares",
  why: "Types are the declared subjects, groups and resources, and the built-in `string`, `number`, `boolean`, `time`, `duration` and `ip`.",
  message: ({ name, needed }) => `there is no ${needed} \`${name}\``,
  help: ({ name, suggestion }) =>
    suggestion === undefined ? `declare \`${name}\`, or name a type that is there` : `did you mean \`${suggestion}\`?`,
  bad: `subject User
resource Invoice {
  submitter: Usr
}
`,
  good: `subject User
resource Invoice {
  submitter: User
}
`,
});
