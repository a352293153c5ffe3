import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const repeatedAttribute: DiagnosticDefinition<{ readonly name: string; readonly entity: string }> =
  defineDiagnostic({
    code: "tests/repeated-attribute",
    severity: "error",
    summary: "A test or fixture gives one attribute twice",
    why:
      "Statements about one entity add up, and their order does not matter: of two values for one attribute neither could win. " +
      "Only a test may say something else than the fixtures of its file.",
    message: ({ name, entity }) => `${entity} already has a value for \`${name}\` here`,
    help: () => "keep one of the two",
    bad: `subject User { department: string }
fixture {
  User "ana" { department: "sales" }
  User "ana" { department: "legal" }
}`,
    good: `subject User { department: string }
fixture {
  User "ana" { department: "sales" }
}`,
  });
