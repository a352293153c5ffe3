import { expect, test } from "@jest/globals";
import { lintPolicy } from "../../lint-policy.ts";
import { anyOfLetsThrough } from "./any-of-lets-through.ts";

function found(statement: string, parents = false): readonly string[] {
  const text = `subject User
assurance mfa { amr "mfa" within 5m }
resource Cluster { open: boolean  level: number }
resource Space in Cluster { open: boolean  level: number  tags: set of string }
resource Doc in Space, Cluster {
  labels: set of Space
  space: Space
  action read
  ${statement}
}
`;
  const config = { rules: { "lint/any-of-lets-through": ["warning", { parents }] as const } };
  return lintPolicy([{ name: "p.authz", text }], { rules: [anyOfLetsThrough], config }).findings.map(
    ({ message }) => /^`[^`]*`/.exec(message)?.[0] ?? "",
  );
}

test.each([
  ["deny anyone to read unless resource.labels.open", "`resource.labels.open`"],
  ["deny anyone to read when resource.labels.level != 3", "`resource.labels.level`"],
  ["deny anyone to read unless resource.parent.level >= 3", "`resource.parent.level`"],
  ["deny anyone to read when not (resource.labels.level < 3 and resource.space.open)", "`resource.labels.level`"],
  ["require mfa to read unless resource.parent.open", "`resource.parent.open`"],
])("%s ends with the first that is fine", (statement, path) => {
  expect(found(statement)).toEqual([path]);
});

test.each([
  "deny anyone to read when resource.labels.open == false",
  "deny anyone to read when resource.labels.level < 3",
  "deny anyone to read unless resource.space.open",
  'deny anyone to read unless resource.space.tags contains "a"',
  "deny anyone to read unless resource.space.parent.open",
  "allow anyone to read unless resource.labels.open",
])("%s does not", (statement) => {
  expect(found(statement)).toEqual([]);
});

test("every parent can be made to count", () => {
  expect(found("deny anyone to read unless resource.space.parent.open", true)).toEqual([
    "`resource.space.parent.open`",
  ]);
});
