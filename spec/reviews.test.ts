import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { lintPolicy } from "@authz/dsl/lint";

/**
 * Policies as people write them on a bad day, each with what a reviewer would say: the findings that must be there. The
 * mistakes are those that users of other engines report most; each file says which, in its first line.
 */
const reviews: Readonly<Record<string, readonly string[]>> = {
  "anonymous-comments": ["6 lint/public-write", "7 lint/shadowed-allow"],
  "beaten-allow": ["9 lint/overridden-allow"],
  "bucket-prefix": ["6 lint/like-without-delimiter"],
  "caller-says-so": ["8 lint/context-alone"],
  "cancelled-deny": ["8 lint/deny-skips-missing"],
  contradiction: ["8 lint/always-false-condition"],
  "copy-and-paste": ["8 lint/duplicate-rule"],
  "dead-role": ["4 lint/role-nobody-can-get", "5 lint/role-nobody-can-get"],
  "expired-promotion": ["5 lint/time-window"],
  "first-name-basis": ["7 lint/named-person"],
  "god-scope": ["9 lint/scope-covers-everything"],
  "not-anyone": ["8 lint/anyone-but-not"],
  "office-network": ["7 lint/whole-network"],
  "public-post": ["9 lint/public-endpoint-writes"],
  "route-without-rule": ["9 lint/endpoint-nobody-allowed"],
  "scope-gap": ["5 lint/uncovered-action"],
  "secret-attribute": ["2 lint/unmarked-sensitive", "7 lint/secret-in-policy"],
  "self-promotion": ["11 lint/exclusive-by-hierarchy"],
  "star-for-service": ["9 lint/wildcard-actions", "9 lint/wildcard-targets"],
  "step-up-all-day": ["3 lint/step-up-without-within", "7 lint/destructive-without-step-up"],
  "tenant-by-hand": ["9 lint/tenant-ignored"],
  "typed-tautology": ["7 lint/always-true-condition"],
};

const folder = new URL("reviews/", import.meta.url);

function findings(name: string): readonly string[] {
  const text = readFileSync(new URL(`${name}.authz`, folder), "utf8");
  // What is said about names, comments and missing tests would be said of each.
  const config = { extends: ["strict" as const], rules: { style: "off" as const, tests: "off" as const } };
  const { policy, findings: found } = lintPolicy([{ name, text }], { config });
  expect(policy).toBeDefined();
  return found.map(({ location, code }) => `${location.line} ${code}`);
}

test.each(Object.entries(reviews))("%s gets what a reviewer would say", (name, expected) => {
  const found = findings(name);
  expect(found).toEqual(expect.arrayContaining([...expected]));
  // A review of one mistake that goes on for ever is not read.
  expect(found.length).toBeLessThanOrEqual(expected.length + 2);
});

test("every policy there is has its review", () => {
  const names = readdirSync(folder).map((name) => name.replace(/\.authz$/, ""));
  expect(names.toSorted()).toEqual(Object.keys(reviews).toSorted());
  expect(names.length).toBeGreaterThanOrEqual(20);
});
