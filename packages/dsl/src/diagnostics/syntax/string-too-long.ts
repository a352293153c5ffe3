import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type Found = {
  readonly length: number;
  readonly limit: number;
};

export const stringTooLong: DiagnosticDefinition<Found> = defineDiagnostic<Found>({
  code: "syntax/string-too-long",
  severity: "error",
  summary: "a string that is too long",
  why: "The work that one file can cause is bounded.",
  message: (p) => `this string has ${p.length} characters, and ${p.limit} is the limit`,
  help: () => "shorten it; long texts belong where the policy is used",
  bad: `role admin as "${"x".repeat(8_193)}"\n`,
  good: 'role admin as "x"\n',
});
