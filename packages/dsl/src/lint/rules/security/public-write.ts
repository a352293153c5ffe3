import { headOf } from "../../../check/heads.ts";
import { pathsIn } from "../../index/expressions.ts";
import { admitsAnonymous } from "../../index/people.ts";
import type { RuleEntry } from "../../index/entries.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

const changingWords =
  "add approve archive assign cancel change close comment create delete edit grant import insert " +
  "invite merge modify move patch pay post publish put remove rename replace restore revoke send set " +
  "share submit transfer update upload write";

export const publicWrite: LintRule<
  { readonly actions: readonly string[]; readonly type: string },
  { readonly changing: readonly string[] }
> = defineLintRule({
  code: "lint/public-write",
  group: "security",
  severity: "error",
  set: "recommended",
  options: {
    changing: { summary: "words in the name of an action that changes something", default: changingWords.split(" ") },
  },
  summary: "Anyone may change something, without having signed in",
  why: "`anyone` is also the caller without identity. A rule that lets everybody write leaves nobody to ask when something was written that should not have been, and nothing to limit it by.",
  message: ({ actions, type }) => `anyone, signed in or not, may ${actions.join(", ")} on \`${type}\``,
  help: () => "name who may: a subject type such as `User` means everybody who has signed in",
  bad: `subject User
resource Comment {
  action read, create
  allow anyone to read, create
}
`,
  good: `subject User
resource Comment {
  action read, create
  allow anyone to read
  allow User to create
}
`,
  check({ index, policy, options, report }) {
    const words = new Set(options.changing);
    const endpoints = new Set(
      policy.endpoints.flatMap(({ method, target }) =>
        target === "public" || !changingMethods.has(method) ? [] : [JSON.stringify([target.type, target.action])],
      ),
    );
    const changes = (type: string, action: string): boolean =>
      endpoints.has(JSON.stringify([type, action])) || wordsOf(action).some((word) => words.has(word));
    for (const rule of index.rules.filter(isForAnonymous)) {
      for (const { type, actions } of rule.model.targets) {
        const changing = actions.filter((action) => changes(type, action));
        if (changing.length === 0) continue;
        report(rule.file, { span: headOf(rule.node, rule.file.source) }, { actions: changing, type });
        break;
      }
    }
  },
});

const changingMethods: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** A condition about the subject or the token is one that a caller without identity does not meet. */
function isForAnonymous({ model }: RuleEntry): boolean {
  if (model.effect !== "allow" || !admitsAnonymous(model.who)) return false;
  return !model.guards.flatMap(pathsIn).some(({ root }) => root === "subject" || root === "token");
}

/** `createInvoice` and `create_invoice` are two words. */
function wordsOf(name: string): readonly string[] {
  return name.split(/_|(?<=[a-z])(?=[A-Z])/).map((word) => word.toLowerCase());
}
