import { expect, test } from "@jest/globals";
import { lintPolicy } from "../../lint-policy.ts";
import { tenantIgnored } from "./tenant-ignored.ts";

function isFound(rules: string, words?: readonly string[]): boolean {
  const text = `subject User { tenant_id: string }
token { tenant?: string }
role manager, auditor
resource Organization { role admin, member }
resource Project in Organization {
  public: boolean
  role insider if parent.member
  action read
}
resource Task in Project {
  assignee: User
  action read
  action update
  ${rules}
}
`;
  const level = words === undefined ? ("warning" as const) : (["warning", { words }] as const);
  const config = { rules: { "lint/tenant-ignored": level } };
  return lintPolicy([{ name: "p.authz", text }], { rules: [tenantIgnored], config }).findings.length > 0;
}

test.each([
  ["an application-wide role", "allow manager to read", true],
  ["a subject type", "allow User to read", true],
  ["one of several", "allow assignee, manager to read", true],
  ["with a condition about something else", 'allow manager to read when now < time "2030-01-01T00:00:00Z"', true],
  ["a role there", "allow parent.parent.admin to read", false],
  ["a role that is held there as well", "allow manager and parent.parent.member to read", false],
  ["somebody whom the resource names", "allow assignee to read", false],
  ["the tenant of the subject", "allow manager to read when subject.tenant_id == resource.parent.parent.id", false],
  ["what is published", "allow User to read when resource.parent.public", false],
  ["a wall", "allow manager to read\n  deny anyone but not parent.insider to read", false],
  ["a wall around something else", "allow manager to read\n  deny anyone but not parent.insider to update", true],
  ["a deny that does not look", "allow manager to read\n  deny auditor to read", true],
])("%s", (_what, rules, expected) => {
  expect(isFound(rules)).toBe(expected);
});

test("what a tenant is called can be said", () => {
  expect(isFound("allow manager to read", ["customer"])).toBe(false);
  expect(isFound("allow manager to read", ["project"])).toBe(true);
});
