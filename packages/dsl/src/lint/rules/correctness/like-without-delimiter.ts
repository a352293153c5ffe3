import { allParts } from "../../analysis/guard-parts.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const likeWithoutDelimiter: LintRule<{
  readonly pattern: string;
  readonly also: string;
  readonly better: string;
}> = defineLintRule({
  code: "lint/like-without-delimiter",
  group: "correctness",
  severity: "warning",
  set: "recommended",
  summary: "A prefix or a domain ends in the middle of a name",
  why: "`acme*` fits `acme-evil`, and `*acme.com` fits `evilacme.com`: whoever can choose a name chooses one that fits. The delimiter belongs into the pattern.",
  message: ({ pattern, also }) => `\`"${pattern}"\` fits \`${also}\` as well`,
  help: ({ better }) => `put the delimiter into the pattern, as in \`"${better}"\``,
  bad: `subject User
resource Bucket {
  path: string
  action read
  allow User to read when resource.path like "tenants/acme*"
}
`,
  good: `subject User
resource Bucket {
  path: string
  action read
  allow User to read when resource.path like "tenants/acme/*"
}
`,
  check({ index, report }) {
    for (const guard of index.guards) {
      for (const { node } of allParts(guard)) {
        if (node.kind !== "like") continue;
        const found = weakness(node.pattern.value);
        if (found !== undefined) report(guard.file, node.pattern, { pattern: node.pattern.value, ...found });
      }
    }
  },
});

/** Texts that are searched for anywhere (`*…*`) are left alone, and so are suffixes that are no domain. */
function weakness(pattern: string): { readonly also: string; readonly better: string } | undefined {
  const prefix = /^([^*]*[\p{L}\p{N}])\*$/u.exec(pattern)?.[1];
  if (prefix !== undefined) return { also: `${prefix}-evil`, better: `${prefix}${delimiterOf(prefix)}*` };
  const domain = /^\*([\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+)$/u.exec(pattern)?.[1];
  return domain === undefined ? undefined : { also: `evil${domain}`, better: `*.${domain}` };
}

/** The last one that is in the pattern already. */
function delimiterOf(prefix: string): string {
  return /[/:.#|-](?=[^/:.#|-]*$)/.exec(prefix)?.[0] ?? "/";
}
