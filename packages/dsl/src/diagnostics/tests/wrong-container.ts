import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const wrongContainer: DiagnosticDefinition<{
  readonly type: string;
  readonly container: string;
  readonly allowed: readonly string[];
}> = defineDiagnostic({
  code: "tests/wrong-container",
  severity: "error",
  summary: "A test puts an entity into something that it cannot be in",
  why: "A resource lies in resources of the types that its declaration names after `in`; subjects and groups are in the groups that are declared `of` them.",
  message: ({ type, container }) => `a \`${type}\` is never in a \`${container}\``,
  help: ({ type, allowed }) =>
    allowed.length === 0
      ? `the policy puts \`${type}\` in nothing`
      : `it can be in ${allowed.map((name) => `a \`${name}\``).join(" or ")}`,
  bad: `subject User
resource Account
resource Invoice in Account
fixture {
  Account "acme" in Invoice "7"
}`,
  good: `subject User
resource Account
resource Invoice in Account
fixture {
  Invoice "7" in Account "acme"
}`,
});
