import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type Found = {
  readonly text: string;
  readonly suggestion: string | undefined;
};

export const malformedTime: DiagnosticDefinition<Found> = defineDiagnostic<Found>({
  code: "syntax/malformed-time",
  severity: "error",
  summary: "a time that is none",
  why: "A time is a day that exists, a time of day and a zone (RFC 3339); without a zone it would mean another instant for every reader.",
  message: (p) => `\`${p.text}\` is not a time`,
  help: (p) =>
    p.suggestion === undefined
      ? "write day, time and zone: `2026-01-31T00:00:00Z`"
      : `write \`${p.suggestion}\`: day, time and zone`,
  bad: 'subject User\nresource Invoice {\n  amount: number\n  action read\n  allow User to read when now < time "2026-01-31"\n}\n',
  good: 'subject User\nresource Invoice {\n  amount: number\n  action read\n  allow User to read when now < time "2026-01-31T00:00:00Z"\n}\n',
});
