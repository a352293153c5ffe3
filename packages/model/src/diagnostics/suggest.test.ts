import { expect, test } from "@jest/globals";
import { didYouMean, suggest } from "./suggest.ts";

test.each<[string, readonly string[], string | undefined]>([
  ["raed", ["read", "write"], "read"],
  ["snt", ["draft", "sent", "paid"], "sent"],
  ["Usr", ["User", "Service"], "User"],
  ["editors", ["editor", "viewer"], "editor"],
  ["departement", ["department", "clearance"], "department"],
  ["user", ["User"], "User"],
  ["admin", ["Admin", "admins"], "Admin"],
  ["reed", ["Read", "reads", "read"], "read"],
  ["x", ["y"], undefined],
  ["x", ["X"], "X"],
  ["xy", ["x"], "x"],
  ["", ["x"], undefined],
  ["owner", ["viewer"], undefined],
  ["pay", ["read", "write"], undefined],
  ["read", [], undefined],
  ["constructer", ["constructor", "__proto__"], "constructor"],
])("%s among %j is most likely %s", (unknown, known, expected) => {
  expect(suggest(unknown, known)).toBe(expected);
});

test("the order of the known names does not matter", () => {
  expect(suggest("b", ["c", "a"])).toBe(suggest("b", ["a", "c"]));
});

test("a name that is near becomes a question", () => {
  expect(didYouMean("raed", ["read"])).toBe("did you mean `read`?");
  expect(didYouMean("pay", ["read"])).toBeUndefined();
});
