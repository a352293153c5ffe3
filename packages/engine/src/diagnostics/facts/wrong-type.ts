import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type WrongType = {
  readonly expected: string;
};

export const wrongType: DiagnosticDefinition<WrongType> = defineDiagnostic({
  code: "facts/wrong-type",
  severity: "error",
  summary: "a value is not of its declared type",
  why: 'Values are never converted: `"3"` is no number and `1` is not true. A value that does not fit would make every condition that reads it unknown.',
  message: ({ expected }) => `this is not ${expected}`,
  help: ({ expected }) => `write ${expected}`,
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
    facts: '{ "entities": [{ "type": "User", "id": "ana", "properties": { "level": "3" } }] }',
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
