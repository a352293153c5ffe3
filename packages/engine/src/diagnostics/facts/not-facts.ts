import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type NotFacts = {
  readonly expected: string;
};

export const notFacts: DiagnosticDefinition<NotFacts> = defineDiagnostic({
  code: "facts/not-facts",
  severity: "error",
  summary: "facts are not in the shape of facts",
  why: 'Facts are `{ "entities": [ … ], "assignments": [ … ] }`. What is not understood is never skipped: it could be what takes access away.',
  message: () => `this is not in the shape of facts`,
  help: ({ expected }) => `there should be ${expected}`,
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
    facts: '{ "entities": {} }',
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
