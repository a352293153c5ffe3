import { expect, test } from "@jest/globals";
import { parseAuthorization } from "./authorization.ts";

test.each<readonly [values: readonly string[], expected: string]>([
  [["Bearer abc"], "bearer abc"],
  [["bEaReR abc=="], "bearer abc=="],
  [["Bearer    abc"], "bearer abc"],
  [["DPoP abc"], "dpop abc"],
  [[], "credential/missing"],
  [["Bearer a", "Bearer b"], "credential/several"],
  [["Bearer a", "Basic b"], "credential/several"],
  [["Bearer a, Basic b"], "credential/several"],
  [["Bearer"], "credential/malformed"],
  [["Bearer "], "credential/malformed"],
  [[""], "credential/malformed"],
  [[" Bearer a"], "credential/malformed"],
  [["Bearer\ta"], "credential/malformed"],
  [["Béarer a"], "credential/malformed"],
  [[`${"x".repeat(33)} a`], "credential/malformed"],
])("%j", (values, expected) => {
  const parsed = parseAuthorization(values);
  expect(parsed.ok ? `${parsed.scheme} ${parsed.credentials}` : parsed.code).toBe(expected);
});
