import { expect, test } from "@jest/globals";
import { parsePolicy } from "../parse-policy.ts";

const findings = (rule: string): readonly string[] => {
  const text = `subject User\nresource R in R { n: number  role v  action r\n  ${rule}\n}`;
  return parsePolicy([{ name: "policy.authz", text }]).diagnostics.map(
    ({ code, location }) => `${code}: ${text.slice(location.span.start, location.span.end)}`,
  );
};
const parents = (count: number): string => Array.from({ length: count }, () => "parent").join(".");

test.each([
  [`allow ${parents(16)}.v to r`, []],
  [`allow ${parents(17)}.v to r`, [`syntax/path-too-long: ${parents(17)}.v`]],
  [`allow ${parents(5)}.v, ${parents(16)}.v to r`, []],
  [`allow v to r when resource.${parents(15)}.n > 3`, []],
  [
    `allow v to r when resource.n > 3 or resource.${parents(16)}.n > 3`,
    [`syntax/path-too-long: resource.${parents(16)}.n`],
  ],
  [`allow ${parents(50_000)}.v to r`, [`syntax/path-too-long: ${parents(50_000)}.v`]],
])("a path has sixteen steps at most (%#)", (rule, found) => {
  expect(findings(rule)).toEqual(found);
});
