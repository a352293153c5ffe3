import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const manyInList: DiagnosticDefinition<{ text: string }> = defineDiagnostic({
  code: "types/many-in-list",
  severity: "error",
  summary: "A path that means any of several values stands in a list",
  why:
    "A path through a set or through `parent` can have several values, and a comparison holds if it holds for any of them. " +
    "In a list, where every element counts, it would not say which.",
  message: ({ text }) => `\`${text}\` can be several values, and a list holds single ones`,
  help: () => "compare with it outside of the list, with `or`",
  bad: `subject User
resource Account { owner: User }
resource Invoice in Account {
  owner: User
  action read
  allow User to read when subject in [resource.owner, resource.parent.owner]
}`,
  good: `subject User
resource Account { owner: User }
resource Invoice in Account {
  owner: User
  action read
  allow User to read when subject == resource.owner or subject == resource.parent.owner
}`,
});
