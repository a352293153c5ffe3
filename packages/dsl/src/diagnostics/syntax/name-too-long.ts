import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type Found = {
  readonly length: number;
  readonly limit: number;
};

export const nameTooLong: DiagnosticDefinition<Found> = defineDiagnostic<Found>({
  code: "syntax/name-too-long",
  severity: "error",
  summary: "a name that is too long",
  why: "The work that one file can cause is bounded, and a name is for people to read.",
  message: (p) => `this name has ${p.length} characters, and ${p.limit} is the limit`,
  help: () => "choose a shorter one",
  bad: `role ${"x".repeat(129)}\n`,
  good: "role x\n",
});
