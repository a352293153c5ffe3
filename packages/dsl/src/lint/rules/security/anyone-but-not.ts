import type { PeopleNode } from "../../../syntax/tree.ts";
import { replace } from "../../edits.ts";
import type { Fix } from "../../finding.ts";
import { allowsAnonymous } from "../../index/anonymous.ts";
import type { RuleEntry } from "../../index/entries.ts";
import type { PolicyIndex } from "../../index/policy-index.ts";
import { writtenName } from "../../index/wildcards.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const anyoneButNot: LintRule<{ readonly subjects: string }> = defineLintRule({
  code: "lint/anyone-but-not",
  group: "security",
  severity: "warning",
  set: "recommended",
  fix: "unsafe",
  summary: "A rule shuts some people out, and lets callers without identity in",
  why: "Whoever does not sign in holds no role and is no one's author, so that `but not` never takes them away: a guest who is shut out only has to sign out.",
  message: () => "`anyone but not …` lets in whoever has not signed in",
  help: ({ subjects }) => `say whom you mean by everybody: \`${subjects} but not …\``,
  bad: `subject User
role suspended
resource Article {
  action read
  allow anyone but not suspended to read
}
`,
  good: `subject User
role suspended
resource Article {
  action read
  allow User but not suspended to read
}
`,
  check({ index, report }) {
    const subjects = subjectsOf(index);
    for (const rule of index.rules.filter(allowsAnonymous)) {
      const { who } = rule.node;
      if (who.kind !== "butNot") continue;
      const anyone = who.people;
      report(rule.file, who, { subjects: subjects.join(", ") }, { fix: narrow(rule, anyone, subjects) });
    }
  },
});

function subjectsOf(index: PolicyIndex): readonly string[] {
  return index.types.filter(({ node }) => node.kind === "subject").map(({ name }) => writtenName(name));
}

/** Not safe: that is the point. */
function narrow({ file }: RuleEntry, people: PeopleNode, subjects: readonly string[]): Fix | undefined {
  if (people.kind !== "anyone" || subjects.length === 0) return undefined;
  return { title: "name who has signed in", safe: false, edits: [replace(file, people, subjects.join(", "))] };
}
