import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type DuplicateEntity = {
  readonly type: string;
  readonly id: string;
};

export const duplicateEntity: DiagnosticDefinition<DuplicateEntity> = defineDiagnostic({
  code: "facts/duplicate-entity",
  severity: "error",
  summary: "an entity is described twice",
  why: "Two descriptions of one entity can disagree, and then which one counts would depend on their order. So each entity stands once in all facts together.",
  message: ({ type, id }) => `${type} ${JSON.stringify(id)} is described a second time`,
  help: () => "keep one of the two descriptions",
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
    facts: '{ "entities": [{ "type": "User", "id": "ana" }, { "type": "User", "id": "ana" }] }',
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
