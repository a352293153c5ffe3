import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const notATest: DiagnosticDefinition<{ readonly word: string }> = defineDiagnostic({
  code: "policy/not-a-test",
  severity: "error",
  summary: "A test file declares something other than tests and fixtures",
  why: "Files named `*.test.authz` can be left out when a policy is deployed. A rule in one of them would be tested, and then not be there.",
  message: ({ word }) => `a file named \`*.test.authz\` may hold only \`test\` and \`fixture\` blocks, not \`${word}\``,
  help: () => "move it to a file whose name does not end in `.test.authz`",
  bad: {
    files: {
      "policy.authz": "subject User\n",
      "policy.test.authz": "role admin\n",
    },
  },
  good: {
    files: {
      "policy.authz": "subject User\nrole admin\n",
      "policy.test.authz": `fixture {\n  User "ana" is admin\n}\n`,
    },
  },
});
