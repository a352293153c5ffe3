import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const neverIn: DiagnosticDefinition<{ left: string; right: string; hint: string | undefined }> =
  defineDiagnostic({
    code: "types/never-in",
    severity: "error",
    summary: "`in` asks for something that can never be in there",
    why:
      "`in` asks whether a value is in a set, somebody in a group or in a set of people, a resource in one that contains it, or " +
      "an address in a network. Between anything else it would always be false.",
    message: ({ left, right }) => `${left} is never in ${right}`,
    help: ({ hint }) => hint ?? "put a set, a group, a containing resource or a network on the right of `in`",
    bad: `subject User { department: string }
resource Invoice {
  departments: string
  action read
  allow User to read when subject.department in resource.departments
}`,
    good: `subject User { department: string }
resource Invoice {
  departments: set of string
  action read
  allow User to read when subject.department in resource.departments
}`,
  });
