import { expect, test } from "@jest/globals";
import { fixPolicy } from "../../fix-policy.ts";
import { denySkipsMissing } from "./deny-skips-missing.ts";

const head = `subject User { clearance?: number
  teams?: set of string }
token { tenant?: string }
resource Doc {
  level: number
  tenant: string
  team: string
  until?: time
  action read
  deny anyone to read `;

/** The condition with the unsafe fix made; undefined when nothing was found. */
function mended(condition: string): string | undefined {
  const files = [{ name: "p.authz", text: `${head}${condition}\n}\n` }];
  const { files: fixed, fixed: done, result } = fixPolicy(files, { rules: [denySkipsMissing], unsafe: true });
  expect(result.policy).toBeDefined();
  return done.length === 0 ? undefined : fixed[0]?.text.slice(head.length, -3);
}

test.each([
  [
    "when subject has clearance and subject.clearance < resource.level",
    "unless subject has clearance and subject.clearance >= resource.level",
  ],
  [
    "when subject has clearance and resource.level > subject.clearance",
    "unless subject has clearance and resource.level <= subject.clearance",
  ],
  [
    "when token has tenant and token.tenant != resource.tenant",
    "unless token has tenant and token.tenant == resource.tenant",
  ],
  [
    "when token has tenant and not (token.tenant == resource.tenant)",
    "unless token has tenant and (token.tenant == resource.tenant)",
  ],
  [
    "when subject has teams and not (subject.teams contains resource.team)",
    "unless subject has teams and (subject.teams contains resource.team)",
  ],
])("%s lets through who has none", (before, after) => {
  expect(mended(before)).toBe(after);
});

test.each([
  "when subject has clearance when subject.clearance < resource.level",
  "unless subject has clearance and subject.clearance >= resource.level",
  "when subject has clearance and subject.clearance > resource.level",
  "when subject has clearance and subject.clearance < 3",
  "when resource has until and now > resource.until",
])("%s says what it means", (condition) => {
  expect(mended(condition)).toBeUndefined();
});
