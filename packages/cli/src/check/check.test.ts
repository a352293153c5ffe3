import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createTestFolder, type TestFolder } from "../testing/folder.ts";
import { runCommand, type Outcome } from "../testing/run-command.ts";

const policy = `subject User as "identity" { level?: number }
group Team of User
role auditor

assurance mfa { acr "phr"  amr "hwk", "otp"  within 15m }

resource Doc {
  owner: User
  locked: boolean = false
  action read as "can_read", pay, drop { soft: boolean }
  mine: allow owner to read, pay, drop
  audit: allow auditor to read
  allow User to drop when action.soft
  stop: deny anyone to pay when resource.locked because "a locked document stays"
  fresh: require mfa, scope "docs:pay" to pay because "paying needs a fresh key"
}
scope "docs" covers * on Doc
scope "docs:pay"
`;
const facts = {
  entities: [
    { type: "identity", id: "ana", properties: { level: 3 } },
    { type: "Doc", id: "d:1", properties: { owner: { type: "identity", id: "ana" } } },
    { type: "Doc", id: "d2", properties: { owner: { type: "identity", id: "ana" }, locked: true } },
  ],
  assignments: [{ subject: { type: "identity", id: "cy" }, role: "auditor", notAfter: "2026-01-31T00:00:00Z" }],
};

let folder: TestFolder;
beforeAll(() => {
  folder = createTestFolder((path) => process.chdir(path), process.cwd());
  folder.write("policy/docs.authz", policy);
  folder.write("facts.json", JSON.stringify(facts));
  folder.write("token.json", '{ "amr": ["otp"], "auth_time": 1767225600 }');
});
afterAll(() => folder.remove());

function check(words: readonly string[], input = ""): Promise<Outcome> {
  return runCommand(["check", ...words, "--facts", "facts.json"], input);
}

/** The version of the policy is another test's business. */
function withoutVersion(text: string): string {
  return text.replace(/sha256-[0-9a-f]+/g, "sha256-…");
}

describe("one question, for people", () => {
  test.each([["allowed", ["User:ana", "read", "Doc:d:1"], 0, `allowed User "ana" may read Doc "d:1"`]])(
    "%s",
    async (_what, words, code, text) => {
      const outcome = await check(words);
      expect(withoutVersion(outcome.out)).toBe(text);
      expect(outcome).toMatchObject({ code, err: "" });
    },
  );
});
