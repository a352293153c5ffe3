import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const likeNeedsAString: DiagnosticDefinition<{ text: string; type: string }> = defineDiagnostic({
  code: "types/like-needs-a-string",
  severity: "error",
  summary: "`like` stands behind something that is no string",
  why: "`like` matches the characters of a string with a pattern. Other values have no characters.",
  message: ({ text, type }) => `\`like\` needs a string, but \`${text}\` is ${type}`,
  help: () => "compare it with `==` or `in`, or take an attribute that is a string",
  bad: `subject User
resource Page {
  owner: User
  action read
  allow User to read when resource.owner like "guest-*"
}`,
  good: `subject User
resource Page {
  owner: User
  action read
  allow User to read when resource.owner.id like "guest-*"
}`,
});
