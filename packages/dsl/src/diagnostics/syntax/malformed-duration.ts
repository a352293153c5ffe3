import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type Found = {
  readonly text: string;
  readonly suggestion: string | undefined;
};

export const malformedDuration: DiagnosticDefinition<Found> = defineDiagnostic<Found>({
  code: "syntax/malformed-duration",
  severity: "error",
  summary: "a duration that is not one whole number and one unit",
  why: "A duration has one spelling in policies and in data: a whole number and one of the units s, m, h and d.",
  message: (p) => `\`${p.text}\` is neither a number nor a duration`,
  help: (p) =>
    p.suggestion === undefined
      ? "a duration is one whole number and one unit of s, m, h, d: `90m`"
      : `write \`${p.suggestion}\`: one whole number and one unit of s, m, h, d`,
  bad: "assurance fresh { within 15min }\n",
  good: "assurance fresh { within 15m }\n",
});
