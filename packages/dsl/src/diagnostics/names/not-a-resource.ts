import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const notAResource: DiagnosticDefinition<{ readonly name: string; readonly is: string }> = defineDiagnostic({
  code: "names/not-a-resource",
  severity: "error",
  summary: "A path of people goes through something that is no resource",
  why: "A path leads from resource to resource, and its last name is a role or an attribute of the resource where it ends.",
  message: ({ name, is }) => `\`${name}\` is ${is}, so no path leads on from there`,
  help: () => "go through `parent` or an attribute that holds resources",
  bad: `subject User {
  manager?: User
}
resource Invoice {
  submitter: User
  action pay
  allow submitter.manager to pay
}
`,
  good: `subject User {
  manager?: User
}
resource Invoice {
  submitter: User
  approver: User
  action pay
  allow approver to pay
}
`,
});
