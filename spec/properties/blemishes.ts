import fc from "fast-check";
import type { PolicyDraft, StatementDraft } from "./draft.ts";

/** Conditions that say in a roundabout way what could be said plainly: every generated resource has what they speak of. */
const roundabout: readonly string[] = [
  "when not not resource.open",
  "unless not resource.open",
  "unless not (resource.open or resource.size < 2)",
  "when not resource.size != 2",
  "when not (resource.size > 2)",
  "when not (resource.parent.size > 2)",
  "when not (resource.parent.size == 2)",
  'unless not (resource.parent.title like "a*")',
  "when not (subject in resource.reviewers)",
  'when not (resource.tags contains "a")',
  'when not (resource has note and resource.note == "a")',
  "when 2 >= resource.size",
  "when 2 >= resource.parent.size",
  'when "a" == resource.title',
  'when time "2026-06-01T12:00:00Z" <= resource.due',
  "when resource.open == true",
  "when resource.open != true",
  "when resource.parent.open == false",
  "when resource.parent.open != false",
  "when false == resource.open",
  'when resource.status == "draft" or resource.status == "sent"',
  'when resource.title == "a" or resource.title == "b" or resource.open',
  "when resource.parent.size == 1 or resource.parent.size == 2",
  "when resource.size != 1 and resource.size != 2",
  "when resource.parent.size != 1 and resource.parent.size != 2",
  "when resource.open and resource.open",
  "when resource.parent.size > 1 and resource.parent.size > 1",
  "when resource.open or resource.open",
  "when resource.open or (resource.open and resource.size > 1)",
  "when (resource.open)",
  "when ((resource.open) and (resource.size > 1))",
  "when 1 < 2",
  "when resource.open and 1 < 2",
  "when resource.open or 2 < 1",
  "when true",
  "unless false",
  "when resource has open and resource.open",
  "when resource has size and resource.size > 1",
  'when resource has note and resource has note and resource.note == "a"',
  'when resource.title in ["a"]',
  "when resource.parent.size in [1]",
  'when resource.title in ["a", "b", "a"]',
  'when resource.tags contains any ["a"]',
  'when resource.tags contains all ["a"]',
  "when resource.size > 0 and resource.size > 1",
  "when resource.size + 0 > 1",
  'when resource.title like "a"',
  'when resource.title like "*"',
  'when resource.title like "a**b"',
  "when subject is manager or subject is manager",
  'when resource in Folder "f1" or resource in Folder "f2"',
  'when subject == User "u1" or subject == User "u2"',
  "// authz-ignore lint/unused-role: was it ever?\n  when resource.open",
];

const people: readonly string[] = [
  "allow anyone to read when subject == resource.owner",
  "allow User to read when subject == resource.owner",
  "allow User to read when subject in resource.reviewers",
  "allow anyone to read when subject is viewer of resource",
  "allow User to read when resource has delegate and subject == resource.delegate",
  "allow User, User but not owner to read",
  "allow (owner or owner) to read",
  "allow owner or viewer or owner to read",
  "allow (owner) to read",
  "allow owner, editor, viewer, viewer to read",
  "deny anyone but not User to update",
  "deny anyone to send when subject == resource.owner",
  "deny owner and owner to update",
  "allow viewer to *",
  "require mfa, strong to read",
];

/** What {@link blemish} does to a policy. */
export interface Blemishes {
  /** For each statement in turn: a further condition, or none. */
  readonly conditions: readonly (string | undefined)[];
  readonly rules: readonly string[];
  /** Statements that are said twice, by their place. */
  readonly repeated: readonly number[];
}

export function blemishes(): fc.Arbitrary<Blemishes> {
  return fc.record({
    conditions: fc.array(fc.option(fc.constantFrom(...roundabout), { nil: undefined, freq: 3 }), {
      minLength: 1,
      maxLength: 8,
    }),
    rules: fc.subarray([...people], { maxLength: 3 }),
    repeated: fc.array(fc.nat(9), { maxLength: 2 }),
  });
}

export function blemish(draft: PolicyDraft, { conditions, rules, repeated }: Blemishes): PolicyDraft {
  const statements = draft.statements.map((each, index) => withCondition(each, conditions[index % conditions.length]));
  const again = repeated.flatMap((place, index) => {
    const each = statements[place];
    return each === undefined ? [] : [{ ...each, label: `again_${index}` }];
  });
  const more = rules.map((text, index): StatementDraft => ({
    label: `more_${index}`,
    effect: "allow",
    text,
    inside: "Doc",
  }));
  return { ...draft, statements: [...statements, ...again, ...more] };
}

function withCondition(statement: StatementDraft, condition: string | undefined): StatementDraft {
  if (condition === undefined) return statement;
  const [said = "", ...reason] = statement.text.split(/(?= because ")/);
  return { ...statement, text: `${said} ${condition}${reason.join("")}` };
}
