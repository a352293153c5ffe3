import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const repeatedWith: DiagnosticDefinition<{ readonly what: string }> = defineDiagnostic({
  code: "tests/repeated-with",
  severity: "error",
  summary: "An expectation says something about the request twice",
  why: "A request has one token, one context, one time. Of two that are given neither could win.",
  message: ({ what }) => `this expectation already says \`${what}\``,
  help: () => "keep one of the two, with everything that belongs there",
  bad: `subject User
resource Page { action read }
test "reading" {
  User "ana" with scope "a" with scope "b" cannot read Page "home"
}`,
  good: `subject User
resource Page { action read }
test "reading" {
  User "ana" with scope "a", "b" cannot read Page "home"
}`,
});
