import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const missingKey: DiagnosticDefinition<{ readonly name: string; readonly keys: readonly string[] }> =
  defineDiagnostic({
    code: "tests/missing-key",
    severity: "error",
    summary: "A record in a test lacks something that it must have",
    why: "A record is one value: it is there with everything that it must have, or it is not of its type.",
    message: ({ name, keys }) => `\`${name}\` lacks ${keys.map((key) => `\`${key}\``).join(" and ")}`,
    help: ({ keys }) => `add ${keys.map((key) => `\`${key}\``).join(" and ")}`,
    bad: `subject User { address: { street: string  city: string } }
fixture {
  User "ana" { address: { city: "Berlin" } }
}`,
    good: `subject User { address: { street: string  city: string } }
fixture {
  User "ana" { address: { street: "Hof 1", city: "Berlin" } }
}`,
  });
