import { hasComment, removeDeclaration } from "../../edits.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const unusedAssurance: LintRule<{ readonly assurance: string }> = defineLintRule({
  code: "lint/unused-assurance",
  group: "correctness",
  severity: "warning",
  set: "recommended",
  fix: "safe",
  summary: "Nothing requires an assurance",
  why: "Declaring how somebody must have signed in asks nobody to: without a `require` no step-up ever happens.",
  message: ({ assurance }) => `nothing requires \`${assurance}\``,
  help: ({ assurance }) => `write \`require ${assurance} to …\` for what needs it, or remove it`,
  bad: `subject User
assurance mfa { amr "mfa" within 15m }
resource Account {
  role owner
  action close
  allow owner to close
}
`,
  good: `subject User
resource Account {
  role owner
  action close
  allow owner to close
}
`,
  check({ index, report }) {
    const required = new Set(index.requirements.flatMap(({ model }) => model.assurances));
    for (const { model, node, file } of index.assurances) {
      if (required.has(model.name)) continue;
      const edits = [removeDeclaration(file, node)];
      const fix = hasComment(file, node) ? undefined : { title: "remove the assurance", safe: true, edits };
      report(file, node.name, { assurance: model.name }, { fix });
    }
  },
});
