import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type WildcardId = {
  readonly type: string;
};

export const wildcardId: DiagnosticDefinition<WildcardId> = defineDiagnostic({
  code: "facts/wildcard-id",
  severity: "error",
  summary: "an entity has the id `*`",
  why: "In an assignment, the id `*` means everyone of a type, so no entity may be called that.",
  message: ({ type }) => `\`*\` is not the id of a ${type}`,
  help: () =>
    'give the entity another id; to give a role to everyone of a type, write `"id": "*"` as the subject of an assignment',
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
    facts: '{ "entities": [{ "type": "User", "id": "*" }] }',
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
