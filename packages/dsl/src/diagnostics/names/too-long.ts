import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const tooLong: DiagnosticDefinition<{ readonly length: number; readonly limit: number }> = defineDiagnostic({
  code: "names/too-long",
  severity: "error",
  summary: "A name is longer than the limit",
  why: "Names appear in every decision and log line. Nobody can read or compare very long ones, and text from elsewhere that ended up in a name is found early.",
  message: ({ length, limit }) => `this name has ${length} characters, more than ${limit}`,
  help: () => "choose a shorter name; `as` keeps the spelling in JSON",
  bad: `subject User
role ${"very_".repeat(25)}senior_manager
`,
  good: `subject User
role very_senior_manager
`,
});
