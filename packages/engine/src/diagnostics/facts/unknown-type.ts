import { defineDiagnostic, didYouMean, type DiagnosticDefinition } from "@authz/model";

type UnknownType = {
  readonly type: string;
  readonly known: readonly string[];
};

export const unknownType: DiagnosticDefinition<UnknownType> = defineDiagnostic({
  code: "facts/unknown-type",
  severity: "error",
  summary: "facts name a type that the policy does not declare",
  why: "Entities belong to the subjects, groups and resources of the policy, in the spelling of its `as` where it has one.",
  message: ({ type }) => `there is no type \`${type}\``,
  help: ({ type, known }) => didYouMean(type, known) ?? `the types are ${known.slice(0, 12).join(", ")}`,
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
    facts: '{ "entities": [{ "type": "Usr", "id": "ana" }] }',
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
