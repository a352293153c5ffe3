import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const undescribedType: DiagnosticDefinition<{ readonly type: string; readonly count: number }> =
  defineDiagnostic<{ readonly type: string; readonly count: number }>({
    code: "data/undescribed-type",
    severity: "info",
    summary: "facts name entities of a type and describe none of them",
    why: "That is right where somebody else describes them: users whom only their tokens tell of, say. It is a mistake where a file was left away.",
    message: ({ type, count }) =>
      `${count === 1 ? `one ${type} is` : `${count} entities of type ${type} are`} named, and none is described`,
    help: () => "give the file that describes them too, if there is one (`--facts` may be repeated)",
    bad: {
      policy: "subject User\nrole auditor\nresource Report {\n  action read\n  allow auditor to read\n}\n",
      facts: '{ "assignments": [{ "subject": { "type": "User", "id": "ana" }, "role": "auditor" }] }',
    },
    good: {
      policy: "subject User\nrole auditor\nresource Report {\n  action read\n  allow auditor to read\n}\n",
      facts:
        '{ "entities": [{ "type": "User", "id": "ana" }],\n  "assignments": [{ "subject": { "type": "User", "id": "ana" }, "role": "auditor" }] }',
    },
  });
