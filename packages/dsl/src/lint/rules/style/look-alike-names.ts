import type { Name, SyntaxFile } from "../../../syntax/tree.ts";
import type { PolicyIndex } from "../../index/policy-index.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

interface Named {
  readonly name: Name;
  readonly file: SyntaxFile;
  /** Only names of one space can be mistaken for one another. */
  readonly space: string;
  /** `viewer` and `viewers` may well be a role and the people who have it. */
  readonly countsPlural: boolean;
}

/** Names that differ in case only are the checker's business (`names/case-only`). */
export const lookAlikeNames: LintRule<{ readonly name: string; readonly other: string }> = defineLintRule({
  code: "lint/look-alike-names",
  group: "style",
  severity: "warning",
  set: "recommended",
  summary: "Two names look alike",
  why: "They differ in letters that many typefaces draw alike (`0` and `O`, `1`, `l` and `I`, `rn` and `m`), in an underscore, or in a plural. A rule about the wrong one looks right, to reviewers as well.",
  message: ({ name, other }) => `\`${name}\` is easily taken for \`${other}\``,
  help: () => "give one of them a name that says what is different; `as` can keep the one on the wire",
  bad: `subject User
resource Report {
  role reader
  action export, exports
  allow reader to export, exports
}
`,
  good: `subject User
resource Report {
  role reader
  action export, list_exports
  allow reader to export, list_exports
}
`,
  check({ index, report }) {
    const firsts = new Map<string, Named>();
    for (const one of namesOf(index)) {
      const key = JSON.stringify([one.space, skeleton(one)]);
      const first = firsts.get(key);
      if (first === undefined) firsts.set(key, one);
      if (first === undefined || first.name.text.toLowerCase() === one.name.text.toLowerCase()) continue;
      const related = [{ file: first.file, node: first.name, message: "declared here" }];
      report(one.file, one.name, { name: one.name.text, other: first.name.text }, { related });
    }
  },
});

function namesOf({ types, roles, actions, attributes }: PolicyIndex): readonly Named[] {
  return [
    ...types.map(({ name, file }) => ({ name, file, space: "top", countsPlural: true })),
    ...roles.map(({ name, file, model }) =>
      model.on === undefined
        ? { name, file, space: "top", countsPlural: true }
        : { name, file, space: `members of ${model.on}`, countsPlural: false },
    ),
    ...actions.map(({ node, file, type }) => ({
      name: node.name,
      file,
      space: `actions of ${type}`,
      countsPlural: true,
    })),
    ...attributes.map(({ node, file, owner }) => ({
      name: node.name,
      file,
      space: typeof owner === "string" ? owner : `members of ${owner.type}`,
      countsPlural: false,
    })),
  ];
}

/** The same for names that look alike. */
function skeleton({ name, countsPlural }: Named): string {
  const singular = countsPlural ? name.text.replace(/ies$/, "y").replace(/(?<![sS])s$/, "") : name.text;
  return singular
    .replaceAll("_", "")
    .replaceAll(/[0O]/g, "o")
    .replaceAll(/[1Il|]/g, "l")
    .replaceAll("rn", "m")
    .replaceAll("vv", "w")
    .toLowerCase();
}
