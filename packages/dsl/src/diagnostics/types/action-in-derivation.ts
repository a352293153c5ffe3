import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const actionInDerivation: DiagnosticDefinition<Record<string, never>> = defineDiagnostic({
  code: "types/action-in-derivation",
  severity: "error",
  summary: "`action` stands in the guard of a derived role",
  why: "Who holds a role does not depend on what is asked: the same people hold it for every action.",
  message: () => "`action` may not be used in the guard of a derived role",
  help: () => "move the condition into the rules that use the role",
  bad: `subject User
resource Invoice {
  owner: User
  role editor if owner when action.name == "update"
  action read, update
  allow editor to read, update
}`,
  good: `subject User
resource Invoice {
  owner: User
  role editor if owner
  action read, update
  allow editor to read, update when action.name == "update"
}`,
});
