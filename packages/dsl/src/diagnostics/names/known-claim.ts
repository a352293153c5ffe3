import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const knownClaim: DiagnosticDefinition<{ readonly name: string }> = defineDiagnostic({
  code: "names/known-claim",
  severity: "error",
  summary: "A claim that every policy knows is declared again",
  why: "Claims such as `sub`, `aud` and `auth_time` have the type that their standard gives them; a second declaration could only contradict it.",
  message: ({ name }) => `every policy knows the claim \`${name}\` already`,
  help: ({ name }) => `remove it, and use \`token.${name}\` as it is`,
  bad: `subject User
token { sub: string }
resource Invoice {
  action read
  allow User to read when token has sub
}
`,
  good: `subject User
resource Invoice {
  action read
  allow User to read when token has sub
}
`,
});
