import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const wrongKind: DiagnosticDefinition<{ readonly name: string; readonly is: string; readonly needed: string }> =
  defineDiagnostic({
    code: "names/wrong-kind",
    severity: "error",
    summary: "A name stands where another kind of name is needed",
    why: "Groups contain subjects and groups, resources are in resources, roles are given to subjects and groups (or to everyone of a subject type, or to who has a role on a resource).",
    message: ({ name, is, needed }) => `\`${name}\` is ${is}, and ${needed} is needed here`,
    help: ({ needed }) => `name ${needed}`,
    bad: `subject User
resource Invoice
group Team of User, Invoice
`,
    good: `subject User
resource Invoice
group Team of User
`,
  });
