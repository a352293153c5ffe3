import type { ExpectationNode, Name } from "../../../syntax/tree.ts";
import { insertAfter } from "../../edits.ts";
import { expectationsIn } from "../../index/questions.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

/** Only of `auth_time`, which `within` compares with the time of the request. */
export const testDependsOnClock: LintRule = defineLintRule({
  code: "lint/test-depends-on-clock",
  group: "tests",
  severity: "warning",
  set: "recommended",
  fix: "unsafe",
  summary: "A test says when somebody signed in, and not when it is",
  why: "Without `at` a test runs now, whenever that is. A sign-in that is recent today is too old tomorrow, and the test fails on a day when nothing was changed, or passes for the wrong reason.",
  message: () => "`auth_time` is compared with whatever time it is",
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
        report(file, found.name, {}, { fix });
      }
    }
  },
});

function momentIn(node: ExpectationNode): { readonly name: Name; readonly time: string } | undefined {
  const entries = node.with.flatMap((one) => (one.kind === "withToken" ? one.record.entries : []));
  const found = entries.find(({ name, value }) => name.text === "auth_time" && value.kind === "time");
  return found?.value.kind === "time" ? { name: found.name, time: found.value.text } : undefined;
}
