import { expect, test } from "@jest/globals";
import { checkText, findingsOf } from "./testing/file.ts";

const declarations = `subject User
role clerk, auditor, manager
resource Account { role admin }
resource Invoice in Account { owner: User  role preparer, approver, payer }
`;

test.each<[string, ...string[]]>([
  ["exclusive clerk, auditor"],
  ["exclusive active clerk, auditor, manager at most 2"],
  ["exclusive Invoice.preparer, Invoice.approver, Invoice.payer at most 1"],
  ["exclusive clerk, clerk", "names/repeated: clerk"],
  ["exclusive clerk, auditer", "names/unknown-role: auditer → auditor"],
  ["exclusive Invoice.preparer, Invoice.owner", "names/unknown-role: owner"],
  ["exclusive Invoice.preparer, Invoic.approver", "names/unknown-type: Invoic → Invoice"],
  ["exclusive User.preparer, Invoice.approver", "names/wrong-kind: User"],
  ["exclusive clerk, Invoice.approver", "rules/exclusive-elsewhere: Invoice.approver"],
  ["exclusive Invoice.preparer, Account.admin", "rules/exclusive-elsewhere: Account.admin"],
  ["exclusive Invoice.preparer, Invoice.parent.admin", "rules/exclusive-path: Invoice.parent.admin"],
  ["exclusive active Invoice.preparer, Invoice.approver", "rules/active-on-resource: Invoice.preparer"],
  ["exclusive clerk, auditor at most 2", "rules/at-most: 2"],
  ["exclusive clerk, auditor at most 0", "rules/at-most: 0"],
  ["exclusive clerk, auditor, manager at most 1.5", "rules/at-most: 1.5"],
])("%s", (text, ...expected) => {
  expect(findingsOf(declarations + text)).toEqual(expected);
});

test("what exclusive sets become", () => {
  const { exclusives } = checkText(`${declarations}
/// Four eyes.
exclusive Invoice.preparer, Invoice.approver
exclusive active manager, clerk, auditor at most 2`);
  expect(exclusives).toEqual([
    {
      active: false,
      on: "Invoice",
      roles: ["approver", "preparer"],
      atMost: 1,
      doc: "Four eyes.",
      origin: { source: "policy.authz", line: 7, column: 1 },
    },
    {
      active: true,
      roles: ["auditor", "clerk", "manager"],
      atMost: 2,
      origin: { source: "policy.authz", line: 8, column: 1 },
    },
  ]);
});
