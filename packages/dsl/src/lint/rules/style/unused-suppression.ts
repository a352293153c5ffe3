import { suggest } from "@authz/model";
import { removeComment } from "../../edits.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const unusedSuppression: LintRule<{
  readonly code: string | undefined;
  readonly verdict: "unneeded" | "unknown";
  readonly suggestion: string | undefined;
}> = defineLintRule({
  code: "lint/unused-suppression",
  group: "style",
  severity: "warning",
  set: "recommended",
  fix: "safe",
  judgesSuppressions: true,
  summary: "A comment ignores a finding that there is not",
  why: "It tells readers of a problem that has gone, or it is misspelt or stands at the wrong line. Left there, it will hide the next finding of its kind.",
  message: ({ code, verdict }) => {
    if (code === undefined) return "it does not say which finding to ignore";
    return verdict === "unneeded"
      ? `there is no finding \`${code}\` here to ignore`
      : `there is no finding that is called \`${code}\``;
  },
  help: ({ code, suggestion }) => {
    if (suggestion !== undefined) return `did you mean \`${suggestion}\`?`;
    return code === undefined ? "name it: `// authz-ignore lint/unused-role: reason`" : "remove the comment";
  },
  bad: `subject User
resource Invoice {
  action read
  // authz-ignore lint/public-write: everybody may
  allow User to read
}
`,
  good: `subject User
resource Invoice {
  action read
  allow User to read
}
`,
  check({ suppressions, suppressible, verdictOn, report }) {
    for (const { file, comment, codes } of suppressions) {
      if (codes.length === 0) report(file, comment, { code: undefined, verdict: "unknown", suggestion: undefined });
      for (const suppressed of codes) {
        const verdict = verdictOn(suppressed);
        if (verdict === "needed" || verdict === "off") continue;
        const { code } = suppressed;
        const suggestion = verdict === "unknown" ? nearest(code, suppressible) : undefined;
        const edits = [removeComment(file, comment)];
        const fix =
          verdict === "unneeded" && codes.length === 1 ? { title: "remove the comment", safe: true, edits } : undefined;
        report(file, suppressed, { code, verdict, suggestion }, { suggestion, fix });
      }
    }
  },
});

/** A code may have been written without its group. */
function nearest(code: string, known: ReadonlySet<string>): string | undefined {
  return known.has(`lint/${code}`) ? `lint/${code}` : suggest(code, known);
}
