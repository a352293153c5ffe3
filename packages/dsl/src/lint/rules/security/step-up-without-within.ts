import { insertBefore } from "../../edits.ts";
import type { Entry } from "../../index/entries.ts";
import type { Fix } from "../../finding.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const stepUpWithoutWithin: LintRule<{ readonly assurance: string }> = defineLintRule({
  code: "lint/step-up-without-within",
  group: "security",
  severity: "warning",
  set: "recommended",
  fix: "unsafe",
  summary: "A step-up asks for how somebody signed in, but not how recently",
  why: "`acr` and `amr` stay in the token for the whole session: who signed in well this morning satisfies the requirement all day, and so does whoever finds the session open.",
  message: ({ assurance }) => `\`${assurance}\` is satisfied however long ago it was`,
  help: () => "say how recent it must be: `within 15m`",
  bad: `subject User
assurance mfa { amr "mfa" }
resource Account {
  role owner
  action close
  allow owner to close
  require mfa to close
}
`,
  good: `subject User
assurance mfa { amr "mfa" within 15m }
resource Account {
  role owner
  action close
  allow owner to close
  require mfa to close
}
`,
  check({ index, report }) {
    const required = new Set(index.requirements.flatMap(({ model }) => model.assurances));
    for (const assurance of index.assurances) {
      if (assurance.model.within !== undefined || !required.has(assurance.model.name)) continue;
      report(assurance.file, assurance.node.name, { assurance: assurance.model.name }, { fix: bound(assurance) });
    }
  },
});

/** Not safe: sessions that were good enough are asked again. */
function bound({ file, node }: Entry<unknown, { readonly span: { start: number; end: number } }>): Fix {
  const end = node.span.end - 1;
  const before = file.source.text.slice(0, end);
  const text = /\s$/.test(before) ? "within 15m " : " within 15m ";
  return { title: "add `within 15m`", safe: false, edits: [insertBefore(file, { span: { start: end, end } }, text)] };
}
