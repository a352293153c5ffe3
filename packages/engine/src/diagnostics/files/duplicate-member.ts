import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type DuplicateMember = {
  readonly name: string;
};

export const duplicateMember: DiagnosticDefinition<DuplicateMember> = defineDiagnostic({
  code: "files/duplicate-member",
  severity: "error",
  summary: "A name stands twice in one object",
  why: "Readers differ in which of the two they take, so the same data would mean different things to different programs.",
  message: ({ name }) => `the name \`${name}\` stands twice in this object`,
  help: () => "keep one of the two",
  bad: { policy: "subject User\n", facts: '{ "entities": [{ "type": "User", "id": "ana", "id": "bo" }] }' },
  good: { policy: "subject User\n", facts: '{ "entities": [{ "type": "User", "id": "ana" }] }' },
});
