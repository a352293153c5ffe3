import { expect, test } from "@jest/globals";
import { listed, mentions, wordsOf } from "./words.ts";

test.each([
  ["createInvoice", ["create", "invoice"]],
  ["create_invoice", ["create", "invoice"]],
  ["create-invoice", ["create", "invoice"]],
  ["ownerID", ["owner", "id"]],
  ["ip4Address", ["ip4", "address"]],
  ["__x__", ["x"]],
  ["", []],
])("the words of %s", (name, words) => {
  expect(wordsOf(name)).toEqual(words);
});

test("a phrase is found as whole words only", () => {
  expect(mentions("apiKeyOfTenant", ["api_key"])).toBe(true);
  expect(mentions("pinned", ["pin"])).toBe(false);
  expect(mentions("card_pin", ["pin"])).toBe(true);
  expect(mentions("api_keyring", ["api_key"])).toBe(false);
});

test("a list of names for a message is short", () => {
  expect(listed([])).toBe("");
  expect(listed(["a"])).toBe("`a`");
  expect(listed(["a", "b", "c"])).toBe("`a`, `b` and `c`");
  expect(listed("abcdefghij".split(""))).toBe("`a`, `b`, `c`, `d`, `e`, `f`, `g`, `h` and 2 more");
});
