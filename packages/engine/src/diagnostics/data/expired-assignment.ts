import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type Expired = { readonly role: string; readonly holder: string; readonly ended: string };

export const expiredAssignment: DiagnosticDefinition<Expired> = defineDiagnostic<Expired>({
  code: "data/expired-assignment",
  severity: "info",
  summary: "an assignment has ended",
  why: "It gives nobody anything any more. Left there it looks as if it did, and comes back to life when somebody moves its end.",
  message: ({ role, holder, ended }) => `the assignment of \`${role}\` to ${holder} ended on ${ended}`,
  help: () => "remove it, or move `notAfter` if it should still hold",
  bad: {
    policy: "subject User\nrole auditor\nresource Report {\n  action read\n  allow auditor to read\n}\n",
    facts:
      '{ "entities": [{ "type": "User", "id": "ana" }],\n  "assignments": [{ "subject": { "type": "User", "id": "ana" }, "role": "auditor", "notAfter": "2020-01-01T00:00:00Z" }] }',
  },
  good: {
    policy: "subject User\nrole auditor\nresource Report {\n  action read\n  allow auditor to read\n}\n",
    facts:
      '{ "entities": [{ "type": "User", "id": "ana" }],\n  "assignments": [{ "subject": { "type": "User", "id": "ana" }, "role": "auditor" }] }',
  },
});
