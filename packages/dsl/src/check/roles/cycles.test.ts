import { describe, expect, test } from "@jest/globals";
import { findingsIn, messagesIn, policyIn } from "../../testing/policy.ts";

const inFolder = (text: string): string => `subject User\nresource Folder in Folder {\n${text}\n}\n`;

describe("circles of `includes`", () => {
  test.each([
    ["role a includes a", "`a` includes itself: a → a"],
    ["role b includes a\nrole a includes b", "`a` includes itself: a → b → a"],
    ["role x includes a\nrole a, b includes c\nrole c includes b", "`b` includes itself: b → c → b"],
    ["role c includes a, d\nrole a includes b\nrole b includes c\nrole d", "`a` includes itself: a → b → c → a"],
  ])("%s", (text, message) => {
    expect(messagesIn(`subject User\n${text}`)).toEqual([`roles/includes-cycle: ${message}`]);
  });

  test("each is reported once", () => {
    expect(
      findingsIn("subject User\nrole a includes b, c\nrole b includes a\nrole c includes a\nrole d includes d"),
    ).toEqual(["roles/includes-cycle: b", "roles/includes-cycle: d"]);
  });

  test("a chain of a thousand roles is none, and a ring of a thousand is one", () => {
    const roles = (last: string): string =>
      `subject User\n${Array.from({ length: 1_000 }, (_, index) => `role r${index} includes r${index + 1}`).join("\n")}\n${last}`;
    expect(policyIn(roles("role r1000")).roles).toHaveLength(1_001);
    expect(messagesIn(roles("role r1000 includes r0"))).toEqual([
      "roles/includes-cycle: `r0` includes itself: r0 → r1 → r2 → r3 → r4 → r5 → r6 → r7 → … → r0",
    ]);
  });
});

describe("circles on one and the same resource", () => {
  test.each([
    ["role a if a", "`Folder.a` follows from itself: Folder.a from Folder.a"],
    ["role a if b\nrole b if User or a", "`Folder.a` follows from itself: Folder.a from Folder.b from Folder.a"],
    ["role a includes b if b\nrole b", "`Folder.a` follows from itself: Folder.a from Folder.b from Folder.a"],
    ["role a if User but not a", "`Folder.a` follows from itself: Folder.a from Folder.a"],
  ])("%s", (text, message) => {
    expect(messagesIn(inFolder(text))).toEqual([`roles/derivation-cycle: ${message}`]);
  });

  test("of application-wide roles", () => {
    expect(findingsIn("subject User\nrole a if b\nrole b if a")).toEqual(["roles/derivation-cycle: b"]);
  });

  test("a circle of `includes` in it is what is reported", () => {
    expect(findingsIn(inFolder("role a includes b if b\nrole b includes a"))).toEqual(["roles/includes-cycle: b"]);
  });

  test.each([
    "role a if parent.a",
    "role a if b or parent.b\nrole b if parent.a",
    "role a includes b if parent.b\nrole b",
    "role a includes b\nrole b if c\nrole c",
    "role a for Folder.a",
    "role a for Folder.b\nrole b for Folder.a",
  ])("there is none through other resources: %s", (text) => {
    expect(findingsIn(inFolder(text))).toEqual([]);
  });
});

describe("circles through `but not`", () => {
  test.each([
    ["role m\nrole a if m but not parent.a", "Folder.a → Folder.a"],
    ["role m\nrole a if m but not parent.b\nrole b if parent.a", "Folder.a → Folder.b → Folder.a"],
    [
      "role m\nrole a if m but not (parent.parent.m or parent.b)\nrole b if parent.c\nrole c\nrole d includes c if a",
      "Folder.a → Folder.b → Folder.c → Folder.d → Folder.a",
    ],
    ["role m\nrole b\nrole a if m but not (b but not parent.a)", "Folder.a → Folder.a"],
    [
      "role m\nrole a\nrole b includes a if m but not parent.x\nrole x if parent.a",
      "Folder.b → Folder.x → Folder.a → Folder.b",
    ],
    ["role m\nrole a if m but not b\nrole b for User, Folder.a", "Folder.a → Folder.b → Folder.a"],
    [
      "role m\nrole a if m but not b\nrole b includes c\nrole c\nrole d includes b for Folder.a",
      "Folder.a → Folder.b → Folder.d → Folder.a",
    ],
  ])("%s", (text, cycle) => {
    const [first] = cycle.split(" ");
    expect(messagesIn(inFolder(text))).toEqual([
      `roles/negative-cycle: \`${first}\` depends through \`but not\` on itself: ${cycle}`,
    ]);
  });

  test("across types, by what `for` admits", () => {
    const text = `subject User
resource Doc { role member  role viewer if member but not hidden  role hidden for Team.member }
resource Team { role member for Doc.viewer }`;
    expect(findingsIn(text)).toEqual(["roles/negative-cycle: hidden"]);
  });

  test("across application-wide roles, by what `for` admits", () => {
    const text = `subject User
role banned for Doc.viewer
resource Doc { role member  role viewer if member but not banned }`;
    expect(findingsIn(text)).toEqual(["roles/negative-cycle: banned"]);
  });

  test.each([
    "role blocked\nrole a if parent.a but not blocked",
    "role a if parent.a but not b\nrole b if parent.b",
    "role m\nrole a if m but not b\nrole b for User",
    "owner: User\nrole a if parent.a but not owner",
  ])("there is none: %s", (text) => {
    expect(findingsIn(inFolder(text))).toEqual([]);
  });

  test("rules may take anybody away", () => {
    const text = `${inFolder("role a if parent.a\naction read")}allow a but not parent.a to read on Folder`;
    expect(findingsIn(text)).toEqual([]);
  });
});
