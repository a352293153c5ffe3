import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const wrongHolder: DiagnosticDefinition<{
  readonly role: string;
  readonly holder: string;
  readonly admitted: readonly string[];
}> = defineDiagnostic({
  code: "tests/wrong-holder",
  severity: "error",
  summary: "A test gives a role to somebody who cannot hold it",
  why:
    "A role is assigned to those that its `for` names, and to single subjects and groups where it has none. Giving it to everyone " +
    "or to whoever holds another role must be declared.",
  message: ({ role, holder }) => `\`${role}\` cannot be given to ${holder}`,
  help: ({ admitted }) =>
    admitted.length === 0
      ? "declare who may hold it"
      : `it can be given to ${admitted.map((one) => `\`${one}\``).join(", ")}`,
  bad: `subject User
resource Page { role viewer }
fixture {
  all User is viewer of Page "home"
}`,
  good: `subject User
resource Page { role viewer for User, all User }
fixture {
  all User is viewer of Page "home"
}`,
});
