import fc from "fast-check";
import { applicationRoles, resourceRoles } from "./people.ts";

/** Where a guard stands: which resources it speaks of, and of which actions. */
export interface GuardPlace {
  readonly targets: readonly string[];
  readonly updates: boolean;
}

const number = fc.integer({ min: -1, max: 4 });
const comparison = fc.constantFrom("==", "!=", "<", "<=", ">", ">=");
const word = fc.constantFrom("a", "ab", "b", "");
const index = fc.integer({ min: 0, max: 3 });

/** What can be compared whatever the facts: `has` speaks of optional attributes only, so that losing a required one narrows. */
function atoms({ targets, updates }: GuardPlace): readonly fc.Arbitrary<string>[] {
  return [
    fc.tuple(comparison, number).map(([operator, value]) => `resource.size ${operator} ${value}`),
    fc.tuple(comparison, number).map(([operator, value]) => `resource.size + 1 - subject.level ${operator} ${value}`),
    fc.tuple(comparison, word).map(([operator, value]) => `resource.title ${operator} "${value}"`),
    word.map((value) => `resource.title like "${value}*"`),
    fc.constantFrom("resource.open", "not resource.open", "resource.open == true"),
    fc.constantFrom("draft", "sent").map((value) => `resource.status == "${value}"`),
    word.map((value) => `resource.tags contains "${value}"`),
    fc.constantFrom("any", "all").map((which) => `resource.tags contains ${which} ["a", "b"]`),
    word.map((value) => `"${value}" in resource.tags`),
    word.map((value) => `(resource has note and resource.note != "${value}")`),
    number.map((value) => `(not (subject has clearance) or subject.clearance > ${value})`),
    fc.constant(`subject.department == resource.title`),
    fc.constantFrom("subject == resource.owner", "subject in resource.reviewers"),
    fc.constant("(resource has delegate and subject == resource.delegate)"),
    index.map((id) => `subject in Team "t${id}"`),
    index.map((id) => `resource in Folder "f${id}"`),
    fc.constantFrom(...applicationRoles).map((role) => `subject is ${role}`),
    fc.constantFrom(...applicationRoles).map((role) => `resource.owner is ${role}`),
    fc.constantFrom(...resourceRoles, "reviewers").map((role) => `subject is ${role} of resource`),
    fc.constantFrom(...resourceRoles, "owner").map((role) => `subject is ${role} of resource.parent`),
    fc.tuple(comparison, number).map(([operator, value]) => `resource.parent.size ${operator} ${value}`),
    fc.constant(`(context has ip and context.ip in ip "10.0.0.0/8")`),
    number.map((value) => `(context has exp and context.exp < ${value})`),
    fc.constant(`(token has tenant and token.tenant == subject.department)`),
    fc.constant(`(token has since and token.since < now and token has auth_time and token.since < token.auth_time)`),
    fc.constant(`now < time "2026-06-01T12:00:00Z"`),
    fc.constantFrom("+ 1h > now", "- 7d <= now").map((rest) => `resource.due ${rest}`),
    ...(updates ? [fc.constant("(action has soft and action.soft)")] : []),
    ...(targets.length === 1 && targets[0] === "Doc"
      ? [number.map((value) => `(resource has linked and resource.linked.size > ${value})`)]
      : []),
  ];
}

function expression(place: GuardPlace, depth = 2): fc.Arbitrary<string> {
  const atom = fc.oneof(...atoms(place));
  if (depth === 0) return atom;
  const part = expression(place, depth - 1);
  return fc.oneof(
    { weight: 3, arbitrary: atom },
    { weight: 2, arbitrary: fc.tuple(part, fc.constantFrom("and", "or"), part).map((parts) => `(${parts.join(" ")})`) },
    { weight: 1, arbitrary: part.map((text) => `not (${text})`) },
  );
}

/** No guard, one or two. */
export function guards(place: GuardPlace): fc.Arbitrary<string> {
  const guard = fc.tuple(fc.constantFrom(" when ", " unless "), expression(place)).map((parts) => parts.join(""));
  const some = fc.array(guard, { minLength: 1, maxLength: 2 }).map((texts) => texts.join(""));
  return fc.oneof(fc.constant(""), some);
}
