import type { Expression, Policy } from "@authz/model";
import { partsOfExpression } from "../../index/expressions.ts";
import { namesOfPeople } from "../../index/people.ts";
import { mentions } from "../../index/words.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

const ownerWords =
  "assignee author created_by creator customer holder owner owned_by patient person requester submitter";

export const ownerIgnored: LintRule<
  { readonly attribute: string; readonly type: string },
  { readonly words: readonly string[] }
> = defineLintRule({
  code: "lint/owner-ignored",
  group: "security",
  severity: "warning",
  set: "recommended",
  options: { words: { summary: "words in the name of whoever a resource belongs to", default: ownerWords.split(" ") } },
  summary: "A resource says whose it is, and no rule asks",
  why: "Who may touch somebody's own things without being asked whose they are is everybody who holds the role. An owner that no rule looks at is most often the check that was forgotten.",
  message: ({ attribute, type }) => `no rule looks at \`${attribute}\` of \`${type}\``,
  help: ({ attribute }) =>
    `let the rules ask (\`allow ${attribute} to …\`, \`when resource.${attribute} == …\`), or remove the attribute`,
  bad: `subject User
role employee
resource Note {
  owner: User
  text: string
  action read, update
  allow employee to read, update
}
`,
  good: `subject User
role employee
resource Note {
  owner: User
  text: string
  action read, update
  allow employee to read
  allow owner to update
}
`,
  check({ index, policy, options, report }) {
    const used = namesInUse(policy);
    const asked = new Set(policy.rules.flatMap(({ targets }) => targets.map(({ type }) => type)));
    for (const { model, node, owner, file } of index.attributes) {
      if (owner === "context" || owner === "token" || !asked.has(owner.type)) continue;
      if (model.type.kind !== "entity" || !mentions(model.name, options.words) || used.has(model.name)) continue;
      report(file, node.name, { attribute: model.name, type: owner.type });
    }
  },
});

/** Every name that people-expressions and conditions use, wherever it leads. */
function namesInUse({ rules, requirements, roles, types }: Policy): ReadonlySet<string> {
  const all = [...roles, ...types.flatMap(({ resource }) => resource?.roles ?? [])];
  const derivations = all.flatMap(({ derived }) => derived ?? []);
  const people = [...rules.map(({ who }) => who), ...derivations.map((one) => one.people)].flatMap(namesOfPeople);
  const guards = [...rules, ...requirements, ...derivations].flatMap((one) => one.guards);
  return new Set([
    ...people.flatMap((name) => (name.kind === "member" ? [...name.path, name.name] : [])),
    ...guards.flatMap(partsOfExpression).flatMap(namesOf),
  ]);
}

function namesOf(part: Expression): readonly string[] {
  if (part.kind === "path") return part.steps;
  if (part.kind === "has") return [part.name];
  return part.kind === "is" ? [part.role] : [];
}
