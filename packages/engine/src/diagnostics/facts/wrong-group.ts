import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type WrongGroup = {
  readonly type: string;
  readonly group: string;
  readonly allowed: readonly string[];
};

export const wrongGroup: DiagnosticDefinition<WrongGroup> = defineDiagnostic({
  code: "facts/wrong-group",
  severity: "error",
  summary: "an entity is in something that is no group for it",
  why: "The policy says which types a group contains (`group Team of User`).",
  message: ({ type, group }) => `a ${type} cannot be in a ${group}`,
  help: ({ type, allowed }) =>
    allowed.length === 0 ? `no group contains a ${type}` : `it can be in ${allowed.join(", ")}`,
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
    facts: '{ "entities": [{ "type": "User", "id": "ana", "groups": [{ "type": "Folder", "id": "f" }] }] }',
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
