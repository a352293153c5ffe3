import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { compareDiagnostics, defaultLimits } from "@authz/model";
import { createCollector } from "../diagnostics/collector.ts";
import { parseFile } from "../syntax/parse-file.ts";
import { checkFiles } from "./files.ts";
import { declareNames } from "./names/declarations.ts";
import { checkText, findingsOf } from "./testing/file.ts";

const policy = `
subject User { department: string  clearance?: number  manager?: User }
subject Service
group Team of User, Team
role manager includes employee
role employee, auditor
context { ip?: ip }
token { tenant?: string }
assurance mfa { amr "mfa", "hwk"  within 15m }
resource Account { region: "eu" | "us"  role admin  action read }
resource Invoice in Account {
  amount: number
  status: "draft" | "sent"
  submitter: User
  reviewers: set of User | Team
  due?: time
  role editor, approver
  action read, send
  action update { fields?: set of string }
  allow User to read when subject has clearance and subject.clearance > 3 or resource.parent.region == "eu"
  deny anyone to update when action has fields and action.fields contains any ["amount"] unless subject in resource.reviewers
  require mfa to send when resource has due and resource.due - now < 3d
}
small: allow User to send on Invoice when resource.amount + 1 <= 1000 and subject is editor of resource because "small"
scope "read" covers read on Invoice and * on Account
scope "write" includes "read" covers update, send on Invoice
endpoint "GET /accounts/{account}/invoices/{id}" is read on Invoice "{account}/{id}"
endpoint "* /health" is public
exclusive Invoice.editor, Invoice.approver
exclusive active manager, auditor at most 1
never Service to * on * unless token has tenant and token.tenant like "a*"
fixture { Invoice "1" in Account "a" { amount: 3, status: "draft", submitter: User "bo", reviewers: [Team "t"] } }
test "all" {
  User "bo" in Team "t" { department: "x" }
  User "bo" is editor of Invoice "1" until "2027-01-01T00:00:00Z"
  User "bo" with scope "read" at "2026-01-01T00:00:00Z" cannot update { fields: ["x"] } Invoice "1" because insufficient_scope
  anonymous with context { ip: ip "::1" } cannot "GET /accounts/a/invoices/1"
}
`;

/** Words, strings and signs, so that putting them together with spaces gives the same policy. */
const tokens = policy.match(/"[^"\n]*"|[A-Za-z_][\w]*|\d+[smhd]?|[^\s\w]/g) ?? [];

test("the policy that the tests below break is right", () => {
  expect(findingsOf(policy)).toEqual([]);
});

describe("whatever a policy says", () => {
  const change = fc.record({
    at: fc.nat(tokens.length - 1),
    from: fc.nat(tokens.length - 1),
    kind: fc.constantFrom("replace", "remove", "repeat", "swap"),
  });
  test("it is checked without an exception, and every finding underlines some of it", () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const words: string[] = [...tokens];
        for (const { at, from, kind } of changes) {
          if (kind === "replace") words[at] = tokens[from] ?? "";
          else if (kind === "remove") words[at] = "";
          else if (kind === "repeat") words[at] = `${words[at]} ${words[at]}`;
          else [words[at], words[from]] = [words[from] ?? "", words[at] ?? ""];
        }
        for (const finding of checkText(words.join(" ")).findings) expect(finding).toMatch(/^[a-z]+\/[a-z-]+: /);
      }),
      { numRuns: 500 },
    );
  });
});

test("the order of files and declarations changes neither what a policy means nor what is found", () => {
  const declarations = policy.split(/\n(?=[a-z])/).filter((text) => text.trim() !== "");
  const broken = [...declarations, "allow employe to raed on Invoice", 'endpoint "POST /health" is read on Invoce "x"'];
  const check = (parts: readonly string[]): { readonly meaning: unknown; readonly found: readonly string[] } => {
    const collector = createCollector();
    const files = parts.flatMap(
      (text) => parseFile({ name: `${broken.indexOf(text)}.authz`, text }, collector, defaultLimits) ?? [],
    );
    const meaning = checkFiles(files, declareNames(files, collector), collector);
    const found = [...collector.diagnostics].sort(compareDiagnostics).map(({ code, message }) => `${code} ${message}`);
    return { meaning, found };
  };
  const expected = check(broken);
  fc.assert(
    fc.property(fc.shuffledSubarray(broken, { minLength: broken.length }), (order) => {
      expect(check(order)).toEqual(expected);
    }),
    { numRuns: 30 },
  );
});

test("ten thousand rules are checked in a few seconds at most", () => {
  const rules = Array.from(
    { length: 10_000 },
    (_, index) => `r${index}: allow User to read on Invoice when resource.amount < ${index} and subject has clearance`,
  );
  const started = performance.now();
  expect(findingsOf(`${policy}\n${rules.join("\n")}`)).toEqual([]);
  expect(performance.now() - started).toBeLessThan(10_000);
});
