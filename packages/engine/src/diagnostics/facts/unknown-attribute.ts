import { defineDiagnostic, didYouMean, type DiagnosticDefinition } from "@authz/model";

type UnknownAttribute = {
  readonly attribute: string;
  readonly type: string;
  readonly known: readonly string[];
};

export const unknownAttribute: DiagnosticDefinition<UnknownAttribute> = defineDiagnostic({
  code: "facts/unknown-attribute",
  severity: "error",
  summary: "facts give an attribute that the policy does not declare",
  why: "An attribute that no rule can read is most often a misspelt one.",
  message: ({ attribute, type }) => `\`${type}\` has no attribute \`${attribute}\``,
  help: ({ attribute, type, known }) =>
    didYouMean(attribute, known) ??
    (known.length === 0 ? `\`${type}\` declares no attributes` : `it has ${known.slice(0, 12).join(", ")}`),
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
    facts: '{ "entities": [{ "type": "User", "id": "ana", "properties": { "levl": 3 } }] }',
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
