import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const peopleInDerivation: DiagnosticDefinition<{ right: string }> = defineDiagnostic({
  code: "types/people-in-derivation",
  severity: "error",
  summary: "`in` on people stands in the guard of a derived role",
  why:
    "Who is in a group or in a set of people is written with names behind `if`, where groups are looked through. A guard only " +
    "looks at attributes.",
  message: ({ right }) => `\`in\` on people (${right}) may not be used in the guard of a derived role`,
  help: () => "name the attribute behind `if`, joined with `and` or `but not`",
  bad: `subject User
group Team of User
resource Invoice {
  owner: User
  team: Team
  role editor if owner when subject in resource.team
  action update
  allow editor to update
}`,
  good: `subject User
group Team of User
resource Invoice {
  owner: User
  team: Team
  role editor if owner and team
  action update
  allow editor to update
}`,
});
