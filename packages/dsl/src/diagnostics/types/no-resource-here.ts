import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const noResourceHere: DiagnosticDefinition<Record<string, never>> = defineDiagnostic({
  code: "types/no-resource-here",
  severity: "error",
  summary: "`resource` stands where there is none",
  why: "An application-wide role is held whatever is asked about, so the guards of its `if` cannot look at a resource.",
  message: () => "there is no `resource` in the guard of an application-wide role",
  help: () => "declare the role inside of the resource, or leave the resource out of its guard",
  bad: `subject User
role employee
role auditor if employee when resource.public
resource Invoice { public: boolean  action read  allow auditor to read }`,
  good: `subject User
role employee
resource Invoice { public: boolean  role auditor if employee when resource.public  action read  allow auditor to read }`,
});
