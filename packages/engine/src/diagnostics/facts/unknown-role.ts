import { defineDiagnostic, didYouMean, type DiagnosticDefinition } from "@authz/model";

type UnknownRole = {
  readonly role: string;
  readonly place: string | undefined;
  readonly known: readonly string[];
  readonly hint: string | undefined;
};

export const unknownRole: DiagnosticDefinition<UnknownRole> = defineDiagnostic({
  code: "facts/unknown-role",
  severity: "error",
  summary: "an assignment names a role that is not there",
  why: "A role that the policy does not declare gives nothing, so an assignment of it is a mistake.",
  message: ({ role, place }) =>
    place === undefined ? `there is no application-wide role \`${role}\`` : `\`${place}\` has no role \`${role}\``,
  help: ({ role, known, hint }) =>
    hint ??
    didYouMean(role, known) ??
    (known.length === 0 ? "there are no roles here" : `the roles are ${known.slice(0, 12).join(", ")}`),
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
    facts: '{ "assignments": [{ "subject": { "type": "User", "id": "ana" }, "role": "auditer" }] }',
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
