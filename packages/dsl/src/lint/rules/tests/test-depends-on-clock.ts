import type { ExpectationNode, Name } from "../../../syntax/tree.ts";
import { insertAfter } from "../../edits.ts";
import { expectationsIn } from "../../index/questions.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

/** Only where a moment stands in the token, which is then compared with that of the test. */
export const testDependsOnClock: LintRule<{ readonly claim: string }> = defineLintRule({
  code: "lint/test-depends-on-clock",
  group: "tests",
  severity: "warning",
  set: "recommended",
  fix: "unsafe",
  summary: "A test gives its token a time, and not itself",
  why: "Without `at` a test runs now, whenever that is. A sign-in that is recent today is too old tomorrow, and the test fails on a day when nothing was changed, or passes for the wrong reason.",
  message: ({ claim }) => `\`${claim}\` is compared with whatever time it is`,
  help: () => 'say when it is: `at "…"`, some time after the sign-in',
  bad: `subject User
assurance mfa { amr "mfa" within 15m }
resource Invoice {
  role payer
  action pay
  allow payer to pay
  require mfa to pay
}
test "an old sign-in is not enough" {
  User "ana" is payer of Invoice "i1"
  User "ana" with token { amr: ["mfa"], auth_time: time "2026-01-01T10:00:00Z" } cannot pay Invoice "i1"
}
`,
  good: `subject User
assurance mfa { amr "mfa" within 15m }
resource Invoice {
  role payer
  action pay
  allow payer to pay
  require mfa to pay
}
test "an old sign-in is not enough" {
  User "ana" is payer of Invoice "i1"
  User "ana" with token { amr: ["mfa"], auth_time: time "2026-01-01T10:00:00Z" } at "2026-01-01T10:00:00Z" cannot pay Invoice "i1"
}
`,
  check({ index, report }) {
    for (const { node: test, file } of index.tests) {
      for (const node of expectationsIn(test)) {
        const found = momentIn(node);
        const last = node.with.at(-1);
        if (found === undefined || last === undefined || node.with.some(({ kind }) => kind === "at")) continue;
        const edits = [insertAfter(file, last, ` at ${JSON.stringify(found.time)}`)];
        const fix = { title: `ask at ${found.time}`, safe: false, edits };
        report(file, found.name, { claim: found.name.text }, { fix });
      }
    }
  },
});

/** Claims that are compared with the time of the request, by `within` or by rules. */
const claims: ReadonlySet<string> = new Set(["auth_time", "iat", "nbf", "exp"]);

function momentIn(node: ExpectationNode): { readonly name: Name; readonly time: string } | undefined {
  const entries = node.with.flatMap((one) => (one.kind === "withToken" ? one.record.entries : []));
  const found = entries.find(({ name, value }) => claims.has(name.text) && value.kind === "time");
  return found?.value.kind === "time" ? { name: found.name, time: found.value.text } : undefined;
}
