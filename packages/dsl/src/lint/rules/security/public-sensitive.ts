import { headOf } from "../../../check/heads.ts";
import { allowsAnonymous } from "../../index/anonymous.ts";
import { listed } from "../../index/words.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const publicSensitive: LintRule<{
  readonly actions: readonly string[];
  readonly type: string;
  readonly attributes: readonly string[];
}> = defineLintRule({
  code: "lint/public-sensitive",
  group: "security",
  severity: "warning",
  set: "recommended",
  summary: "Anyone may look at a resource that has sensitive attributes",
  why: "`anyone` is also the caller without identity. What is marked `sensitive` is kept out of logs and explanations, and then the resource that holds it is open to the whole world.",
  message: ({ actions, type, attributes }) =>
    `anyone, signed in or not, may ${actions.join(", ")} \`${type}\`, which holds ${listed(attributes)}`,
  help: () => "let only those do it who are known (`User`), or move what is public to a resource of its own",
  bad: `subject User
resource Customer {
  person: User
  sensitive iban: string
  action read
  allow person, anyone to read
}
`,
  good: `subject User
resource Customer {
  person: User
  sensitive iban: string
  action read
  allow person to read
}
`,
  check({ index, policy, report }) {
    const sensitive = new Map(
      policy.types.map(({ name, attributes }) => [
        name,
        attributes.filter((one) => one.sensitive).map((one) => one.name),
      ]),
    );
    for (const rule of index.rules.filter(allowsAnonymous)) {
      for (const { type, actions } of rule.model.targets) {
        const attributes = sensitive.get(type) ?? [];
        if (attributes.length === 0) continue;
        report(rule.file, { span: headOf(rule.node, rule.file.source) }, { actions, type, attributes });
        break;
      }
    }
  },
});
