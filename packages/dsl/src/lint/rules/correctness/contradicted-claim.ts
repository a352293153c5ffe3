import type { Claim } from "@authz/model";
import { headOf } from "../../../check/heads.ts";
import { isEverAllowed } from "../../analysis/allowed.ts";
import type { RuleEntry } from "../../index/entries.ts";
import type { PolicyIndex } from "../../index/policy-index.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

/** What the rules say plainly; the rest is for the analyser to prove or refute. */
export const contradictedClaim: LintRule<{
  readonly mode: "never" | "always";
  readonly action: string;
  readonly type: string;
  readonly rule: string | undefined;
}> = defineLintRule({
  code: "lint/contradicted-claim",
  group: "correctness",
  severity: "error",
  set: "recommended",
  summary: "A rule says the opposite of a claim",
  why: "`never` and `always` are promises about the policy. A promise that the rules plainly break misleads whoever relies on it.",
  message: ({ mode, action, type, rule }) => {
    if (mode === "always") return `no rule allows anybody to \`${action}\` on \`${type}\``;
    return `\`${rule ?? ""}\` allows these people to \`${action}\` on \`${type}\`, whatever the circumstances`;
  },
  help: ({ mode }) =>
    mode === "always"
      ? "write the rule that allows it, or take the claim back"
      : "restrict the rule, or take the claim back",
  bad: `subject User
role auditor
resource Invoice {
  action read, delete
  allow auditor to read, delete
}
never auditor to delete on Invoice
`,
  good: `subject User
role auditor
resource Invoice {
  role owner
  action read, delete
  allow auditor to read
  allow owner to delete
}
never auditor to delete on Invoice unless subject is owner of resource
`,
  check({ index, report }) {
    for (const { model, node, file } of index.claims) {
      const found = model.mode === "never" ? brokenNever(model, index) : brokenAlways(model, index);
      if (found === undefined) continue;
      const { rule, ...parameters } = found;
      const related =
        rule === undefined
          ? []
          : [{ file: rule.file, node: { span: headOf(rule.node, rule.file.source) }, message: "allowed here" }];
      const { mode } = model;
      report(file, { span: headOf(node, file.source) }, { mode, ...parameters, rule: rule?.model.id }, { related });
    }
  },
});

interface Broken {
  readonly action: string;
  readonly type: string;
  readonly rule: RuleEntry | undefined;
}

/** An allow without conditions for these very people, or for more, where nothing denies and no set excludes. */
function brokenNever({ who, guards, targets }: Claim, index: PolicyIndex): Broken | undefined {
  if (guards.length > 0 || who.kind === "and" || who.kind === "butNot") return undefined;
  for (const { type, actions, id } of targets) {
    for (const action of actions) {
      const rules = index.rulesFor(type, action);
      if (rules.some(({ model }) => model.effect === "deny")) continue;
      const rule = rules.find(({ model }) => {
        const isHere = model.targets.some((one) => one.type === type && (one.id === undefined || one.id === id));
        return isHere && model.guards.length === 0 && index.coverage.covers(model.who, who);
      });
      if (rule !== undefined) return { action, type, rule };
    }
  }
  return undefined;
}

function brokenAlways({ targets }: Claim, index: PolicyIndex): Broken | undefined {
  const all = targets.flatMap(({ type, actions }) => actions.map((action) => ({ type, action, rule: undefined })));
  return all.find(({ type, action }) => !isEverAllowed(type, action, index));
}
