import { expect, test } from "@jest/globals";
import { lintPolicy } from "../../lint-policy.ts";
import { unusedFixture } from "./unused-fixture.ts";

function unused(...files: readonly string[]): readonly string[] {
  const policy = `subject User { boss?: User }
group Team of User
resource Org { role member for User, Team, Badge.holder }
resource Badge { role holder }
resource Doc in Org { owner: User  action read  allow owner, parent.member to read }
endpoint "GET /docs/{org}/{id}" is read on Doc "{org}/{id}"
`;
  const all = [policy, ...files].map((text, at) => ({ name: at === 0 ? "p.authz" : `${at}.test.authz`, text }));
  const { policy: checked, findings } = lintPolicy(all, { rules: [unusedFixture], config: { extends: ["strict"] } });
  expect(checked).toBeDefined();
  return findings.map(({ message }) => /about `(.*?)`,/.exec(message)?.[1] ?? message);
}

test("what tests ask about, and all that leads on from there, is needed", () => {
  const fixture = `fixture {
  User "ana" { boss: User "zoe" }
  User "zoe" {}
  User "ana" in Team "t"
  Team "t" is member of Org "o"
  Badge "b" {}
  holder of Badge "b" is member of Org "o"
  Org "o" {}
  Doc "d" in Org "o" { owner: User "bo" }
  User "bo" {}
}
test "x" { User "ana" can read Doc "d" }
`;
  expect(unused(fixture)).toEqual([]);
});

test("what nothing leads to is not", () => {
  const fixture = `fixture {
  Doc "d" in Org "o" { owner: User "ana" }
  Doc "e" in Org "o" { owner: User "ana" }
  User "cy" is member of Org "o"
  Org "elsewhere" {}
}
test "x" { User "ana" can read Doc "d" }
`;
  expect(unused(fixture)).toEqual(['Doc "e"', 'User "cy"', 'Org "elsewhere"']);
});

test("a test may ask by HTTP, or with a record", () => {
  const fixture = `fixture {
  Doc "o/d" in Org "o" { owner: User "ana" }
  Doc "o/e" in Org "o" { owner: User "ana" }
}
test "x" { User "ana" can "GET /docs/o/d" }
`;
  expect(unused(fixture)).toEqual(['Doc "o/e"']);
});

test("fixtures are for the tests of their own file", () => {
  const fixture = `fixture { Org "o" {} }\n`;
  expect(
    unused(fixture, `test "x" { User "ana" cannot read Doc "d" }\ntest "y" { User "ana" cannot read Doc "d" }`),
  ).toEqual(['Org "o"']);
});
