import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const roleInDerivation: DiagnosticDefinition<{ role: string }> = defineDiagnostic({
  code: "types/role-in-derivation",
  severity: "error",
  summary: "`is` stands in the guard of a derived role",
  why:
    "Roles that depend on roles are written with names behind `if`, where it can be checked that they do not go round in " +
    "circles. A guard only looks at attributes.",
  message: ({ role }) => `\`is ${role}\` may not be used in the guard of a derived role`,
  help: () => "name the role behind `if`, joined with `and` or `but not`",
  bad: `subject User
role manager
resource Invoice {
  owner: User
  role approver if owner when subject is manager
  action pay
  allow approver to pay
}`,
  good: `subject User
role manager
resource Invoice {
  owner: User
  role approver if owner and manager
  action pay
  allow approver to pay
}`,
});
