import { itemsOfPeople, peopleParts, type PeoplePart } from "../../analysis/people-parts.ts";
import { withoutItem } from "../../analysis/removals.ts";
import { textOf } from "../../edits.ts";
import type { Coverage } from "../../analysis/coverage.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const redundantPerson: LintRule<{ readonly person: string; readonly other: string }> = defineLintRule({
  code: "lint/redundant-person",
  group: "correctness",
  severity: "warning",
  set: "recommended",
  fix: "safe",
  summary: "A rule names people who are among the others that it names",
  why: "Naming them changes nothing. When the hierarchy changes, or the rule is made narrower, they are the ones who are forgotten, or who are left in.",
  message: ({ person, other }) =>
    person === other ? `\`${person}\` is named twice` : `whoever is in \`${person}\` is in \`${other}\` as well`,
  help: ({ person }) => `remove \`${person}\``,
  bad: `subject User
resource Invoice {
  role viewer
  role editor includes viewer
  action read
  allow viewer, editor to read
}
`,
  good: `subject User
resource Invoice {
  role viewer
  role editor includes viewer
  action read
  allow viewer to read
}
`,
  check({ index, policy, report }) {
    for (const { model, node, file } of [...index.rules, ...index.claims]) {
      for (const part of peopleParts({ node: node.who, people: model.who })) {
        if (part.node.kind !== "or") continue;
        const items = itemsOfPeople(part);
        const nodes = items.map((item) => item.node);
        for (const { index: place, other } of redundantIn(items, index.coverage)) {
          const item = items[place];
          if (item === undefined) continue;
          const names = { person: textOf(file, item.node), other: textOf(file, other.node) };
          const isSafe =
            names.person === names.other ||
            (policy.exclusives.length === 0 && index.coverage.coversWhateverIsActive(other.people, item.people));
          const fix = withoutItem(file, nodes, place, { title: `remove \`${names.person}\``, safe: isSafe });
          report(file, item.node, names, { fix });
        }
      }
    }
  },
});

/** So many are compared with each other, so that time stays proportional to the policy. */
const MOST_COMPARED = 64;

interface Redundant {
  readonly index: number;
  readonly other: PeoplePart;
}

/** Of those that say the same, the first stays. */
function redundantIn(items: readonly PeoplePart[], { covers }: Coverage): readonly Redundant[] {
  const compared = items.slice(0, MOST_COMPARED);
  return compared.flatMap((item, index): readonly Redundant[] => {
    const other = compared.find((one, place) => {
      if (place === index || !covers(one.people, item.people)) return false;
      return place < index || !covers(item.people, one.people);
    });
    return other === undefined ? [] : [{ index, other }];
  });
}
