import { actionKeys, isEverAllowed } from "../../analysis/allowed.ts";
import { createScopeCover } from "../../analysis/scope-cover.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const unneededScope: LintRule<{ readonly scope: string; readonly because: "none" | "no rule" }> = defineLintRule(
  {
    code: "lint/unneeded-scope",
    group: "correctness",
    severity: "warning",
    set: "recommended",
    summary: "No request ever needs a scope",
    why: "Users are asked to consent to something that makes no difference. Either the scope is left over, or what needs no scope was meant to need this one.",
    message: ({ scope, because }) =>
      because === "none"
        ? `all that \`${scope}\` covers is covered without any scope`
        : `no rule allows anything that \`${scope}\` covers`,
    help: ({ because }) =>
      because === "none"
        ? "remove it, or cover less by `scope none`"
        : "write the rules that allow it, or remove the scope",
    bad: `subject User
resource Album {
  action read
  allow User to read
}
scope none covers read on Album
scope "albums:read" covers read on Album
`,
    good: `subject User
resource Album {
  role owner
  action read, update
  allow User to read
  allow owner to update
}
scope none covers read on Album
scope "albums:write" covers update on Album
`,
    check({ index, policy, report }) {
      const cover = createScopeCover(policy.scopes);
      const required = new Set(policy.requirements.flatMap(({ scopes }) => scopes));
      for (const { model, node, file } of index.scopes) {
        const { name, covers, includes } = model;
        if (name === undefined || node.name === undefined) continue;
        if (required.has(name) || covers.length === 0 || includes.length > 0) continue;
        const isFree = actionKeys(covers).every((key) => cover.always.has(key));
        const isAllowed = covers.some(({ type, actions }) =>
          actions.some((action) => isEverAllowed(type, action, index)),
        );
        if (!isFree && isAllowed) continue;
        report(file, node.name, { scope: name, because: isFree ? "none" : "no rule" });
      }
    },
  },
);
