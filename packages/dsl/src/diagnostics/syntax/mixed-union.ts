import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const mixedUnion: DiagnosticDefinition<Record<string, never>> = defineDiagnostic<Record<string, never>>({
  code: "syntax/mixed-union",
  severity: "error",
  summary: "`|` between types that cannot be joined",
  why: "`|` joins strings (one of these values) or entity types (an entity of one of these types): everything else would have no one type.",
  message: () => "`|` joins strings or entity types, and nothing else",
  help: () => 'write one type, or an enum such as `"draft" | "sent"`',
  bad: "subject User { age: number | string }\n",
  good: "subject User { age: number }\n",
});
