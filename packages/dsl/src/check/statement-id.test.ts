import { describe, expect, test } from "@jest/globals";
import type { People } from "@authz/model";
import { statementId, type StatementParts } from "./statement-id.ts";

const editor: People = { kind: "member", path: [], name: "editor" };
const manager: People = { kind: "role", role: "manager" };
const parts: StatementParts = {
  targets: [{ type: "Invoice", actions: ["send", "update"] }],
  who: { kind: "or", items: [editor, manager] },
  guards: [{ kind: "literal", value: true }],
};
const id = statementId("allow", parts);

describe("the id of a statement", () => {
  test("is its label", () => {
    expect(statementId("allow", { ...parts, label: "small_payment" })).toBe("small_payment");
  });

  test("or says type, effect and actions, and ends in a hash", () => {
    expect(id).toMatch(/^Invoice\.allow-send-update-[0-9a-f]{8}$/);
  });

  test("stays short", () => {
    const targets = ["A", "B", "C", "D"].map((type) => ({ type, actions: ["e", "f", "g", "h", "i"] }));
    expect(statementId("deny", { ...parts, targets })).toMatch(/^A\+B\+2more\.deny-e-f-g-2more-[0-9a-f]{8}$/);
  });

  test("holds no character that a log or a shell would trip over", () => {
    expect(statementId("deny", { ...parts, targets: [{ type: "a b/$c", actions: ["`"] }] })).toMatch(
      /^a_b__c\.deny-_-[0-9a-f]{8}$/,
    );
  });

  test("does not depend on the order of actions, targets and people", () => {
    const turned: StatementParts = {
      targets: [{ type: "Invoice", actions: ["update", "send"] }],
      who: { kind: "or", items: [manager, editor] },
      guards: parts.guards,
    };
    expect(statementId("allow", turned)).toBe(id);
  });

  test.each<[string, Partial<StatementParts>]>([
    ["people", { who: { kind: "and", items: [editor, manager] } }],
    ["guards", { guards: [] }],
    ["the id of a target", { targets: [{ type: "Invoice", id: "1", actions: ["send", "update"] }] }],
    ["scopes", { scopes: ["x"] }],
    ["assurances", { assurances: ["x"] }],
  ])("differs with %s", (_, change) => {
    expect(statementId("allow", { ...parts, ...change })).not.toBe(id);
  });

  test("tells names apart that are shown alike", () => {
    const [first, second] = ["a b", "a_b"].map((type) =>
      statementId("allow", { ...parts, targets: [{ type, actions: ["x"] }] }),
    );
    expect(first).not.toBe(second);
  });
});
