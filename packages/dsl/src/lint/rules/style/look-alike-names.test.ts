import { expect, test } from "@jest/globals";
import { lintPolicy } from "../../lint-policy.ts";
import { lookAlikeNames } from "./look-alike-names.ts";

function found(text: string): readonly string[] {
  return lintPolicy([{ name: "p.authz", text }], { rules: [lookAlikeNames] })
    .findings.filter(({ code }) => code === lookAlikeNames.code)
    .map(({ message }) => message);
}

test.each([
  ["subject User\nrole owner, 0wner".replace("0wner", "Owner_"), "`Owner_` is easily taken for `owner`"],
  ["subject User\nrole a1, al", "`al` is easily taken for `a1`"],
  ["subject User\nrole modern, modem", "`modem` is easily taken for `modern`"],
  ["subject User\nresource Team\nresource Teams", "`Teams` is easily taken for `Team`"],
  ["subject User\nresource Doc { action read, reads }", "`reads` is easily taken for `read`"],
  ["subject User\ncontext { ip0: string  ipO: string }", "`ipO` is easily taken for `ip0`"],
])("%s", (text, message) => {
  expect(found(text)).toEqual([message]);
});

test.each([
  ["a role and those who have it", "subject User\nresource Doc { viewers: set of User  role viewer if viewers }"],
  ["names of different resources", "subject User\nresource A { action read }\nresource B { action reads }"],
  ["an attribute and an action", "subject User\nresource Doc { archive: boolean  action archives }"],
  ["what differs in case only, which the checker says", "subject User\nrole admin, Admin"],
  ["other names", "subject User\nrole viewer, reviewer, access, acces_log"],
])("%s", (_what, text) => {
  expect(found(text)).toEqual([]);
});
