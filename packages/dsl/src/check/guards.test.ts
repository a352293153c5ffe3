import { describe, expect, test } from "@jest/globals";
import { invoiceDeclarations } from "./testing/declarations.ts";
import { checkGuardText, type Surroundings } from "./testing/guards.ts";

const onInvoice: Surroundings = { resources: ["Invoice"], subjects: ["User"] };

function findings(guards: string, surroundings: Surroundings = onInvoice): readonly string[] {
  return checkGuardText(invoiceDeclarations, guards, surroundings).findings;
}

describe("what `has` establishes", () => {
  const missing = (path: string): string => `types/missing-guard: ${path}`;
  test.each<[string, ...string[]]>([
    ["when subject.clearance > 3", missing("subject.clearance")],
    ["when subject has clearance and subject.clearance > 3"],
    ["when subject.clearance > 3 and subject has clearance", missing("subject.clearance")],
    ["when subject has clearance or subject.clearance > 3", missing("subject.clearance")],
    ["when not (subject has clearance) or subject.clearance > 3"],
    ["when not (not (subject has clearance)) and subject.clearance > 3"],
    ["when not (not (subject has clearance) or resource.locked) and subject.clearance > 3"],
    ["when not (subject has clearance and resource.locked) or subject.clearance > 3"],
    ["when not (subject has clearance and resource.locked) and subject.clearance > 3", missing("subject.clearance")],
    ["when (subject has clearance and resource.locked) and (resource.locked or subject.clearance > 3)"],
    ["when (subject has clearance or resource.locked) and subject.clearance > 3", missing("subject.clearance")],
    [
      "when (subject has clearance and resource.locked or subject has clearance and subject has manager) " +
        "and subject.clearance > 3",
    ],
    ["when subject has clearance when subject.clearance > 3"],
    ["when subject.clearance > 3 when subject has clearance", missing("subject.clearance")],
    ["unless not (subject has clearance) when subject.clearance > 3"],
    ["unless not (subject has clearance) or resource.locked unless subject.clearance > 3"],
    ["unless subject has clearance when subject.clearance > 3", missing("subject.clearance")],
    ["unless subject has clearance and subject.clearance > 3"],
    ["when resource.owner has clearance and subject.clearance > 3", missing("subject.clearance")],
    ["when resource.owner has clearance and resource.owner.clearance > 3"],
    ["when resource.parent has limit and resource.parent.limit > 3"],
    ["when resource.parent.parent has limit and resource.parent.limit > 3", missing("resource.parent.limit")],
    ["when subject has manager and subject.manager has manager and subject.manager.manager == subject"],
    ["when subject has manager and subject.manager.manager == subject", missing("subject.manager.manager")],
    ["when subject.manager has manager", missing("subject.manager")],
    ['when subject has address and subject.address.city == "x"'],
    ['when subject has address and subject.address.zip == "x"', missing("subject.address.zip")],
    ['when subject has address and subject.address has zip and subject.address.zip == "x"'],
    [
      "when subject is manager_role of resource.watchers",
      missing("resource.watchers"),
      "types/role-on-no-resource: resource.watchers",
    ],
    ["when subject is watchers of resource"],
    ['when resource.note == resource.note and resource.note like "x"', missing("resource.note")],
    ['when resource.locked or resource.note like "x" or resource.note like "y"', missing("resource.note")],
  ])("%s", (guards, ...expected) => {
    expect(findings(guards)).toEqual(expected);
  });
});

describe("several types", () => {
  const both: Surroundings = { resources: ["Invoice", "Receipt"] };
  test.each<[string, ...string[]]>([
    ["when resource.amount > 3 and resource.id == subject.id"],
    ['when resource.note == "x"', "types/missing-guard: resource.note"],
    ['when resource has note and resource.note == "x"'],
    ['when resource.status == "draft"', "types/missing-guard: resource.status"],
    ["when resource.mixed == 1", "types/attributes-disagree: mixed"],
    ["when resource.parent.open"],
    [
      "when resource == resource.related",
      "types/different-types: resource == resource.related",
      "types/missing-guard: resource.related",
    ],
    ["when resource.nowhere == 1", "types/unknown-attribute: nowhere"],
    ['when subject.department == "x"', "types/missing-guard: subject.department"],
    ['when action.name == "print"'],
    ["when action has soft and action.soft"],
    ["when action.soft", "types/missing-guard: action.soft"],
    ["when subject is editor of resource"],
    [
      "when subject.clearance == subject.serves",
      "types/different-types: subject.clearance == subject.serves",
      "types/missing-guard: subject.clearance",
      "types/missing-guard: subject.serves",
    ],
  ])("%s", (guards, ...expected) => {
    expect(findings(guards, both)).toEqual(expected);
  });

  test("enums with the same values in another order agree", () => {
    expect(findings('when resource.region == "eu"', { resources: ["Invoice", "Account"] })).toEqual([]);
  });
});

describe("guards of derived roles", () => {
  const derivation: Surroundings = { ...onInvoice, derivation: true };
  test.each<[string, ...string[]]>([
    ['when resource.amount < 3 and subject.department == "x" and now < resource.due'],
    ['when action.name == "read"', "types/action-in-derivation: action"],
    ["when subject is manager_role", "types/role-in-derivation: subject is manager_role"],
    ["when subject in resource.team", "types/people-in-derivation: subject in resource.team"],
    ["when subject in resource.reviewers", "types/people-in-derivation: subject in resource.reviewers"],
    ['when resource.team in Team "x"', 'types/people-in-derivation: resource.team in Team "x"'],
    ['when subject in [User "a", User "b"]', 'types/people-in-derivation: subject in [User "a", User "b"]'],
    ['when resource in Account "x" and resource.amount in [1, 2] and resource in resource.related'],
    ["when subject == resource.owner and resource.reviewers contains subject"],
  ])("%s", (guards, ...expected) => {
    expect(findings(guards, derivation)).toEqual(expected);
  });

  test("an application-wide role has no resource", () => {
    expect(
      findings("when resource.locked and subject.trial", { resources: [], subjects: ["User"], derivation: true }),
    ).toEqual(["types/no-resource-here: resource"]);
  });
});

describe("what a guard becomes", () => {
  test.each<[string, unknown]>([
    ["unless resource.locked", { kind: "not", operand: { kind: "path", root: "resource", steps: ["locked"] } }],
    [
      "when now - 1d >= resource.due",
      {
        kind: "compare",
        operator: ">=",
        left: {
          kind: "subtract",
          left: { kind: "path", root: "now", steps: [] },
          right: { kind: "literal", value: { kind: "duration", text: "1d" } },
        },
        right: { kind: "path", root: "resource", steps: ["due"] },
      },
    ],
    [
      'when resource has note and resource.note like "a*"',
      {
        kind: "and",
        items: [
          { kind: "has", path: { kind: "path", root: "resource", steps: [] }, name: "note" },
          { kind: "like", value: { kind: "path", root: "resource", steps: ["note"] }, pattern: "a*" },
        ],
      },
    ],
    [
      'when resource.owner is admin of resource.parent or subject == User "__proto__"',
      {
        kind: "or",
        items: [
          {
            kind: "is",
            path: { kind: "path", root: "resource", steps: ["owner"] },
            role: "admin",
            of: { kind: "path", root: "resource", steps: ["parent"] },
          },
          {
            kind: "compare",
            operator: "==",
            left: { kind: "path", root: "subject", steps: [] },
            right: { kind: "entity", type: "User", id: "__proto__" },
          },
        ],
      },
    ],
  ])("%s", (guards, expected) => {
    expect(checkGuardText(invoiceDeclarations, guards, onInvoice)).toEqual({ expressions: [expected], findings: [] });
  });
});

describe("long conditions", () => {
  test("ten thousand parts joined by `and`, and by `or`", () => {
    const uses = Array.from({ length: 10_000 }, (_, index) =>
      index % 2 === 0 ? "subject has clearance" : `subject.clearance > ${index}`,
    );
    expect(findings(`when ${uses.join(" and ")}`)).toEqual([]);
    const cases = Array.from({ length: 10_000 }, () => "subject has clearance and subject has manager");
    expect(findings(`when (${cases.join(" or ")}) and subject.clearance > 3`)).toEqual([]);
  });

  test("ten thousand values in a list, none of which an enum has", () => {
    const values = Array.from({ length: 10_000 }, () => '"draft"').join(", ");
    expect(findings(`when resource.status in [${values}]`)).toEqual([]);
  });

  test("a sum of 64 parts is right, one of 65 is too long", () => {
    const sum = (count: number): string => Array.from({ length: count }, () => "1").join(" + ");
    expect(findings(`when resource.amount < ${sum(64)}`)).toEqual([]);
    expect(findings(`when resource.amount < ${sum(65)}`)).toEqual([`types/long-sum: ${sum(65)}`]);
  });
});
