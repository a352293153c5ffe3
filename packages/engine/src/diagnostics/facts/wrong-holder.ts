import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type WrongHolder = {
  readonly role: string;
  readonly admitted: readonly string[];
};

export const wrongHolder: DiagnosticDefinition<WrongHolder> = defineDiagnostic({
  code: "facts/wrong-holder",
  severity: "error",
  summary: "a role is assigned to somebody who cannot hold it",
  why: "The policy says who may hold a role (`role viewer for User, all User`); public access in particular has to be declared.",
  message: ({ role }) => `\`${role}\` cannot be held by this subject`,
  help: ({ admitted }) => `it can be held by ${admitted.join(", ")}`,
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
    facts: '{ "assignments": [{ "subject": { "type": "User", "id": "*" }, "role": "auditor" }] }',
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
