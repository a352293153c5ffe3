import type { SyntaxFile } from "../../../syntax/tree.ts";
import { peopleParts, type PeoplePart } from "../../analysis/people-parts.ts";
import { hasComment, replace, textOf } from "../../edits.ts";
import type { Fix } from "../../finding.ts";
import { defineLintRule, type LintRule, type Spanned } from "../../rule.ts";

export const excludesNobody: LintRule<{ readonly people: string; readonly except: string }> = defineLintRule({
  code: "lint/excludes-nobody",
  group: "correctness",
  severity: "warning",
  set: "recommended",
  fix: "safe",
  summary: "`but not` takes nobody away",
  why: "A subject has one type, so that nobody of the others is there to be taken away. The exception that somebody had in mind is not made.",
  message: ({ people, except }) => `nobody in \`${people}\` is \`${except}\`, so that \`but not\` takes nobody away`,
  help: () => "remove it, or name those who should not be there",
  bad: `subject User
subject Service
resource Invoice {
  action read, import
  allow User but not Service to read
  allow Service to import
}
`,
  good: `subject User
subject Service
resource Invoice {
  action read, import
  allow User to read
  allow Service to import
}
`,
  check({ index, report }) {
    const statements = [...index.rules, ...index.claims].map(({ model, node, file }) => ({
      file,
      whole: { node: node.who, people: model.who },
    }));
    const derivations = index.roles.flatMap(({ model, node, name, file }) => {
      const [written, people] = [node.derived?.people, model.derived?.people];
      if (written === undefined || people === undefined || node.names[0]?.name !== name) return [];
      return [{ file, whole: { node: written, people } }];
    });
    for (const { file, whole } of [...statements, ...derivations]) {
      for (const { node, people } of peopleParts(whole)) {
        if (node.kind !== "butNot" || people.kind !== "butNot") continue;
        if (!index.coverage.areApart(people.people, people.except)) continue;
        const parameters = { people: textOf(file, node.people), except: textOf(file, node.except) };
        report(file, node.except, parameters, { fix: removal(file, node.people, node.except) });
      }
    }
  },
});

function removal(file: SyntaxFile, people: PeoplePart["node"], except: Spanned): Fix | undefined {
  const exception = { span: { start: people.span.end, end: except.span.end } };
  if (hasComment(file, exception)) return undefined;
  return { title: "remove `but not`", safe: true, edits: [replace(file, exception, "")] };
}
