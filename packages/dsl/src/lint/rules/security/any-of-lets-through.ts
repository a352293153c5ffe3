import type { ComparisonOperator } from "@authz/model";
import { hasComment, replace, textOf } from "../../edits.ts";
import type { Fix } from "../../finding.ts";
import type { GuardEntry } from "../../index/entries.ts";
import { oppositeOf } from "../../index/operators.ts";
import { negatedPaths } from "../../index/polarity.ts";
import { createReach } from "../../index/reach.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const anyOfLetsThrough: LintRule<
  { readonly path: string; readonly step: string; readonly statement: string },
  { readonly parents: boolean }
> = defineLintRule({
  code: "lint/any-of-lets-through",
  group: "security",
  severity: "warning",
  set: "recommended",
  fix: "unsafe",
  options: {
    parents: {
      summary: "whether every `parent` counts as several, and not only that of a resource declared in several types",
      default: false,
    },
  },
  summary: "One of several is enough to escape a deny or a requirement",
  why: "A path through a set or through several parents means any of them. In `deny … unless resource.folders.open` a single open folder lets the caller through, though the document lies in closed ones as well.",
  message: ({ path, step, statement }) =>
    `\`${path}\` means any of \`${step}\`, so that a single one ends the ${statement}`,
  help: () =>
    'say what must not be, of any of them: `when … == "closed"` or `when … == false`, instead of `unless` or `!=`',
  bad: `subject User
resource Folder { open: boolean }
resource Document {
  folders: set of Folder
  role reader
  action read
  allow reader to read
  deny anyone to read unless resource.folders.open
}
`,
  good: `subject User
resource Folder { open: boolean }
resource Document {
  folders: set of Folder
  role reader
  action read
  allow reader to read
  deny anyone to read when resource.folders.open == false
}
`,
  check({ index, policy, options, report }) {
    const reach = createReach(policy);
    for (const guard of index.guards) {
      const { node, model } = guard.of;
      const narrows = node.kind === "require" || (node.kind === "rule" && node.effect === "deny");
      if (!narrows || !("targets" in model)) continue;
      const types = model.targets.map(({ type }) => type);
      for (const path of negatedPaths(guard.expression)) {
        const step = reach.severalAt(types, path, options.parents);
        if (step === undefined) continue;
        const written = [path.root, ...path.steps].join(".");
        const statement = node.kind === "require" ? "requirement" : "deny";
        report(guard.file, guard.node, { path: written, step, statement }, { fix: turnRound(guard) });
        break;
      }
    }
  },
});

/** Not safe: it then applies more often, which is the point. */
function turnRound({ file, node }: GuardEntry): Fix | undefined {
  const { condition, mode } = node;
  if (mode !== "unless" || hasComment(file, node)) return undefined;
  const text = opposite(condition);
  if (text === undefined) return undefined;
  return { title: "say it of any of them", safe: false, edits: [replace(file, node, `when ${text}`)] };

  function opposite(expression: typeof condition): string | undefined {
    if (expression.kind === "path") return `${textOf(file, expression)} == false`;
    if (expression.kind !== "compare" || !orders.has(expression.operator)) return undefined;
    return `${textOf(file, expression.left)} ${oppositeOf(expression.operator) ?? ""} ${textOf(file, expression.right)}`;
  }
}

/** Of these the opposite can be said of each value. */
const orders: ReadonlySet<ComparisonOperator> = new Set(["<", "<=", ">", ">="]);
