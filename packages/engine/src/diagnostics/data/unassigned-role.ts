import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const unassignedRole: DiagnosticDefinition<{ readonly role: string; readonly on: string | undefined }> =
  defineDiagnostic<{ readonly role: string; readonly on: string | undefined }>({
    code: "data/unassigned-role",
    severity: "info",
    summary: "nobody has a role that could be assigned",
    why: "What its rules allow is allowed to nobody, as far as these facts tell. Perhaps the assignments are in a file that was left away, or the role is no longer needed.",
    message: ({ role, on }) => `nobody has the role \`${role}\`${on === undefined ? "" : ` of any ${on}`}`,
    help: () => "assign it, give the file that does, or take the role out of the policy",
    bad: {
      policy: "subject User\nrole auditor\nresource Report {\n  action read\n  allow auditor to read\n}\n",
      facts: '{ "entities": [{ "type": "User", "id": "ana" }], "assignments": [] }',
    },
    good: {
      policy: "subject User\nrole auditor\nresource Report {\n  action read\n  allow auditor to read\n}\n",
      facts:
        '{ "entities": [{ "type": "User", "id": "ana" }],\n  "assignments": [{ "subject": { "type": "User", "id": "ana" }, "role": "auditor" }] }',
    },
  });
