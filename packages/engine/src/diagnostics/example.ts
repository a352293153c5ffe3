import type { Example } from "@authz/model";

/** What many examples share. */
export const examplePolicy = `subject User { name?: string  level?: number }
group Team of User
role auditor
resource Folder { role admin }
resource Document in Folder {
  role viewer for User, Team, all User
  action read
  allow viewer, parent.admin to read
}
`;

export const goodExample: Example = {
  policy: examplePolicy,
  facts:
    '{ "entities": [{ "type": "User", "id": "ana", "properties": { "level": 3 }, "groups": { "type": "Team", "id": "eu" } }, { "type": "Document", "id": "d1", "parent": { "type": "Folder", "id": "f1" } }], "assignments": [{ "subject": { "type": "User", "id": "ana" }, "role": "viewer", "resource": { "type": "Document", "id": "d1" } }] }',
};
