import { describe, expect, test } from "@jest/globals";
import { checkText, findingsOf } from "./testing/file.ts";

const declarations = `
subject User { department: string  clearance?: number }
subject Service { serves: string }
role auditor
assurance mfa { amr "mfa" }
resource Account { open: boolean  action read, close }
resource Invoice in Account {
  amount: number
  role editor
  action read, pay
  action update { soft: boolean }
}
resource Bare
scope "billing" covers read on Invoice
`;

function inInvoice(statement: string): string {
  return `${declarations.replace("role editor\n", `role editor\n  ${statement}\n`)}`;
}

describe("statements that are wrong", () => {
  test.each<[string, ...string[]]>([
    ["allow auditor to read", "rules/missing-on: read"],
    ["never auditor to *", "rules/missing-on: *"],
    ["require mfa to read", "rules/missing-on: read"],
    ["allow auditor to raed on Invoice", "rules/unknown-action: raed → read"],
    [
      "allow auditor to read, raed, pya on Invoice",
      "rules/unknown-action: raed → read",
      "rules/unknown-action: pya → pay",
    ],
    ["allow auditor to pay on Invoice, Account", "rules/unknown-action: pay"],
    ["allow auditor to fly on *", "rules/unknown-action: fly"],
    ["deny auditor to pay, clos on *", "rules/unknown-action: clos → close"],
    ["allow auditor to * on Bare", "rules/no-actions: Bare"],
    ["allow auditor to * on Invoice, Bare", "rules/no-actions: Bare"],
    ["allow auditor to read on Invoic", "names/unknown-type: Invoic → Invoice"],
    ["allow auditor to raed on Invoic", "names/unknown-type: Invoic → Invoice"],
    ["allow auditor to read on User", "names/wrong-kind: User"],
    ["allow auditor to read on auditor", "names/wrong-kind: auditor"],
    ["allow auditor to read, read on Invoice, Invoice", "names/repeated: read", "names/repeated: Invoice"],
    ['allow auditor to read on Invoice "1", Invoice "1"', 'names/repeated: Invoice "1"'],
    ["allow auditor to read on Invoice when resource.amuont > 3", "types/unknown-attribute: amuont → amount"],
    ["allow auditor to read, close on * when resource.open", "types/missing-guard: resource.open"],
    ['allow User to read on Invoice when subject.serves == "x"', "types/unknown-attribute: serves"],
    ["allow auditor to read on Invoice when action.soft", "types/unknown-attribute: soft"],
    ['allow auditor to update on Invoice when action.name == "read"', 'types/unknown-value: "read"'],
    ["require mfaa to read on Invoice", "rules/unknown-assurance: mfaa → mfa"],
    ["require mfa, mfa to read on Invoice", "names/repeated: mfa"],
    ['require scope "a b" to read on Invoice', 'scopes/invalid-name: "a b"'],
    ['require scope "biling" to read on Invoice', 'scopes/undeclared: "biling" → "billing"'],
    ['require mfa to read on Invoice when subject.department == "x"', "types/missing-guard: subject.department"],
    ["no_grant: allow auditor to read on Invoice", "rules/label-is-a-code: no_grant"],
    ["error: never auditor to read on Invoice", "rules/label-is-a-code: error"],
    ["a: allow auditor to read on Invoice\na: deny auditor to pay on Invoice", "names/duplicate: a"],
  ])("%s", (statement, ...expected) => {
    expect(findingsOf(`${declarations}\n${statement}`)).toEqual(expected);
  });

  test.each<[string, ...string[]]>([
    ["allow editor to read on Invoice", "rules/on-inside-resource: Invoice"],
    ["deny editor to read on *", "rules/on-inside-resource: *"],
    ["require mfa to read on Account", "rules/on-inside-resource: Account"],
    ["allow editor to raed", "rules/unknown-action: raed → read"],
    ["allow editor to close", "rules/unknown-action: close"],
    ["allow editor to read when resource.open", "types/unknown-attribute: open"],
  ])("in a resource: %s", (statement, ...expected) => {
    expect(findingsOf(inInvoice(statement))).toEqual(expected);
  });

  test("`*` in a resource without actions", () => {
    expect(findingsOf("subject User\nresource Bare {\n  allow User to *\n}")).toEqual(["rules/no-actions: *"]);
    expect(findingsOf("subject User\nresource Bare\nallow User to * on *")).toEqual(["rules/no-actions: *"]);
  });
});

describe("what statements become", () => {
  test("a rule in a resource", () => {
    const { rules, findings } = checkText(
      inInvoice('/// Payments.\n  small: allow User to update, pay when resource.amount < 3 because "small"'),
    );
    expect(findings).toEqual([]);
    expect(rules).toEqual([
      {
        id: "small",
        effect: "allow",
        who: { kind: "type", type: "User" },
        targets: [{ type: "Invoice", actions: ["pay", "update"] }],
        guards: [
          {
            kind: "compare",
            operator: "<",
            left: { kind: "path", root: "resource", steps: ["amount"] },
            right: { kind: "literal", value: 3 },
          },
        ],
        because: "small",
        doc: "Payments.",
        origin: { source: "policy.authz", line: 11, column: 3 },
      },
    ]);
  });

  test.each<[string, readonly unknown[]]>([
    [
      "read on *",
      [
        { type: "Account", actions: ["read"] },
        { type: "Invoice", actions: ["read"] },
      ],
    ],
    [
      "pay, close on *",
      [
        { type: "Account", actions: ["close"] },
        { type: "Invoice", actions: ["pay"] },
      ],
    ],
    [
      "* on *",
      [
        { type: "Account", actions: ["close", "read"] },
        { type: "Invoice", actions: ["pay", "read", "update"] },
      ],
    ],
    ["* on Invoice", [{ type: "Invoice", actions: ["pay", "read", "update"] }]],
    [
      'read on Invoice "b", Account, Invoice "a", Invoice',
      [
        { type: "Account", actions: ["read"] },
        { type: "Invoice", actions: ["read"] },
        { type: "Invoice", id: "a", actions: ["read"] },
        { type: "Invoice", id: "b", actions: ["read"] },
      ],
    ],
  ])("%s", (what, targets) => {
    const { rules, findings } = checkText(`${declarations}\nallow anyone to ${what}`);
    expect(findings).toEqual([]);
    expect(rules.map((rule) => rule.targets)).toEqual([targets]);
  });

  test("a requirement, and a claim", () => {
    const { requirements, claims, findings } = checkText(
      `${declarations}
strong: require scope "billing", mfa to pay on Invoice unless resource.amount < 3 because "sure"
always User to read on Account`,
    );
    expect(findings).toEqual([]);
    expect(requirements).toMatchObject([
      {
        id: "strong",
        assurances: ["mfa"],
        scopes: ["billing"],
        targets: [{ type: "Invoice", actions: ["pay"] }],
        guards: [{ kind: "not" }],
        because: "sure",
      },
    ]);
    expect(claims).toMatchObject([{ mode: "always", who: { kind: "type", type: "User" } }]);
  });

  test("a policy without scopes may require one that it does not declare", () => {
    const text = 'subject User\nresource Page {\n  action read\n  require scope "admin" to read\n}';
    expect(findingsOf(text)).toEqual([]);
  });

  test("statements are in the order of their ids, wherever they stand", () => {
    const [first, second] = ["b: allow anyone to read on Invoice", "a: deny anyone to read on Invoice"];
    const ids = (text: string): readonly string[] => checkText(declarations + text).rules.map((rule) => rule.id);
    expect(ids(`${first}\n${second}`)).toEqual(["a", "b"]);
    expect(ids(`${second}\n${first}`)).toEqual(["a", "b"]);
  });
});

describe("names are only names", () => {
  test("actions, types and roles called like members of objects", () => {
    const text = `
subject constructor
resource __proto__ {
  role toString
  action valueOf, hasOwnProperty
  allow toString to valueOf
}
allow constructor to * on __proto__
exclusive __proto__.toString, __proto__.constructer
allow constructor to prototype on __proto__`;
    expect(findingsOf(text)).toEqual(["names/unknown-role: constructer", "rules/unknown-action: prototype"]);
  });
});
