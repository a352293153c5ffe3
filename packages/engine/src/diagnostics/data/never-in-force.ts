import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type NeverInForce = { readonly role: string; readonly holder: string };

export const neverInForce: DiagnosticDefinition<NeverInForce> = defineDiagnostic<NeverInForce>({
  code: "data/never-in-force",
  severity: "warning",
  summary: "an assignment ends before it begins",
  why: "It never holds, so whoever wrote it meant something else.",
  message: ({ role, holder }) => `the assignment of \`${role}\` to ${holder} ends before it begins`,
  help: () => "exchange `notBefore` and `notAfter`, or correct one of them",
  bad: {
    policy: "subject User\nrole auditor\nresource Report {\n  action read\n  allow auditor to read\n}\n",
    facts:
      '{ "entities": [{ "type": "User", "id": "ana" }],\n  "assignments": [{ "subject": { "type": "User", "id": "ana" }, "role": "auditor", "notBefore": "2100-01-01T00:00:00Z", "notAfter": "2099-01-01T00:00:00Z" }] }',
  },
  good: {
    policy: "subject User\nrole auditor\nresource Report {\n  action read\n  allow auditor to read\n}\n",
    facts:
      '{ "entities": [{ "type": "User", "id": "ana" }],\n  "assignments": [{ "subject": { "type": "User", "id": "ana" }, "role": "auditor", "notBefore": "2099-01-01T00:00:00Z", "notAfter": "2100-01-01T00:00:00Z" }] }',
  },
});
