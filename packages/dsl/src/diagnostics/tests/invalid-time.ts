import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const invalidTime: DiagnosticDefinition<{ readonly text: string }> = defineDiagnostic({
  code: "tests/invalid-time",
  severity: "error",
  summary: "A test names a time that is none",
  why: "Times are RFC 3339 texts with their zone. Days that do not exist, hour 24 and leap seconds are none.",
  message: ({ text }) => `\`${text}\` is not a time`,
  help: () => 'write it like `"2026-01-31T00:00:00Z"`',
  bad: `subject User
role auditor
fixture {
  User "ana" is auditor until "2026-02-30"
}`,
  good: `subject User
role auditor
fixture {
  User "ana" is auditor until "2026-02-28T23:59:59Z"
}`,
});
