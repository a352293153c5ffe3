import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const wildcardId: DiagnosticDefinition<{ readonly type: string }> = defineDiagnostic({
  code: "tests/wildcard-id",
  severity: "error",
  summary: "A fact is about an entity with the id `*`",
  why: "In facts `*` stands for everyone of a type, so that no entity can be called that.",
  message: ({ type }) => `\`*\` is the id of no \`${type}\``,
  help: ({ type }) => `write \`all ${type}\` to give everyone a role, or another id`,
  bad: `subject User
role guest for all User
fixture {
  User "*" is guest
}`,
  good: `subject User
role guest for all User
fixture {
  all User is guest
}`,
});
