import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type WrongParent = {
  readonly type: string;
  readonly parent: string;
  readonly allowed: readonly string[];
};

export const wrongParent: DiagnosticDefinition<WrongParent> = defineDiagnostic({
  code: "facts/wrong-parent",
  severity: "error",
  summary: "an entity has a parent of a type that it cannot be in",
  why: "The policy says what a resource is in (`resource Document in Folder`).",
  message: ({ type, parent }) => `a ${type} cannot be in a ${parent}`,
  help: ({ type, allowed }) =>
    allowed.length === 0 ? `the policy gives ${type} no parent` : `it can be in ${allowed.join(", ")}`,
  bad: {
    policy: `subject User { name?: string  level?: number }
group Team of User
role auditor
resource Folder { role admin }
resource Document in Folder {
  role viewer for User, Team, all User
  action read
  allow viewer, parent.admin to read
}
`,
    facts: '{ "entities": [{ "type": "Document", "id": "d1", "parent": { "type": "User", "id": "ana" } }] }',
  },
  good: {
    policy: `subject User { name?: string  level?: number }
group Team of User
role auditor
resource Folder { role admin }
resource Document in Folder {
  role viewer for User, Team, all User
  action read
  allow viewer, parent.admin to read
}
`,
    facts:
      '{ "entities": [{ "type": "User", "id": "ana", "properties": { "level": 3 }, "groups": { "type": "Team", "id": "eu" } }, { "type": "Document", "id": "d1", "parent": { "type": "Folder", "id": "f1" } }], "assignments": [{ "subject": { "type": "User", "id": "ana" }, "role": "viewer", "resource": { "type": "Document", "id": "d1" } }] }',
  },
});
