import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const wrongType: DiagnosticDefinition<{
  readonly name: string;
  readonly expected: string;
  readonly found: string;
  readonly hint: string | undefined;
}> = defineDiagnostic({
  code: "tests/wrong-type",
  severity: "error",
  summary: "A test gives an attribute a value of another type",
  why: "Facts and requests are checked against the declarations wherever they come from; a test with impossible data would prove nothing.",
  message: ({ name, expected, found }) => `\`${name}\` is ${expected}, and this is ${found}`,
  help: ({ expected, hint }) => hint ?? `write ${expected}`,
  bad: `subject User { clearance: number }
fixture {
  User "ana" { clearance: "3" }
}`,
  good: `subject User { clearance: number }
fixture {
  User "ana" { clearance: 3 }
}`,
});
