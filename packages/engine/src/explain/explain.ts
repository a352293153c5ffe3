import {
  formatTime,
  type Expression,
  type Path,
  type People,
  type PolicyRule,
  type Ref,
  type Role,
} from "@authz/model";
import { isTargeted } from "../ceiling/ceiling.ts";
import type { Code, Explanation, ExplanationNode } from "../decision.ts";
import type { Member, StoredAssignment } from "../facts/facts.ts";
import type { World } from "../facts/world.ts";
import { compareAssignments } from "../facts/write-facts.ts";
import { createScene, type Outcome } from "../reference/decide.ts";
import { follow, truthOf, type Scene } from "../reference/expressions.ts";
import type { Membership, View } from "../reference/people.ts";
import { every, type Truth } from "../values/truth.ts";
import { formatValue, refKey, sameRef, type Value } from "../values/value.ts";
import { sentence } from "./sentence.ts";
import { tellMissing } from "./tell-missing.ts";
import { printExpression, printOrigin, printPath, printPeople, printRef, sensitiveNames } from "./print.ts";

/** What the parts of an explanation share. */
interface Telling {
  readonly world: World;
  readonly membership: Membership;
  readonly sensitive: ReadonlySet<string>;
  readonly view: View;
  readonly depth: number;
}

/** Longer chains are cut with a sentence that says so. */
const maxDepth = 24;

/** R: the reasons of a decision as sentences that point into the policy. */
export function explain(world: World, membership: Membership, outcome: Outcome): Explanation {
  const { question, schema } = world;
  const telling: Telling = {
    world,
    membership,
    sensitive: sensitiveNames(schema.policy),
    view: outcome.code === "separation_of_duty" ? "separated" : "all",
    depth: 0,
  };
  const asked = `${question.action.name} ${printRef(question.resource)}`;
  const rules =
    outcome.code === "no_grant"
      ? (schema.types.get(question.resource.type)?.rules.get(question.action.name) ?? []).filter(
          (rule) => rule.effect === "allow" && isTargeted(rule.targets, question),
        )
      : outcome.rules;
  return {
    summary: `${printRef(question.subject)} ${outcome.code === "granted" ? "may" : "may not"} ${asked}: ${reasons[outcome.code]}`,
    details: [
      ...rules.map((rule) => tellRule(rule, telling)),
      ...tellMissing(outcome),
      ...(rules.length === 0 ? [sentence(`no rule allows anyone to ${asked}`, false)] : []),
    ],
  };
}

const reasons: Readonly<Record<Code, string>> = {
  invalid_request: "the request does not fit the policy's declarations",
  denied_by_rule: "a rule denies it",
  error: "something that has to be known is missing or unusable, so it is denied",
  separation_of_duty: "the roles that would allow it may not be held together",
  no_grant: "no rule allows it",
  insufficient_scope: "the token's scopes do not suffice",
  step_up_required: "it takes a stronger or more recent authentication",
  granted: "a rule allows it and none denies it",
};

function tellRule(rule: PolicyRule, telling: Telling): ExplanationNode {
  const { subject, resource } = telling.world.question;
  const scene = createScene(telling.view, telling.world, telling.membership);
  const who = tellPeople(subject, rule.who, resource, telling);
  const guards = rule.guards.map((guard) => tellCondition(guard, scene, telling));
  const holds = every([who, ...guards], (part) => (part.holds === "unknown" ? undefined : part.holds));
  return sentence(`${rule.effect} rule ${rule.id}`, holds, [who, ...guards], printOrigin(rule.origin));
}

function deeper(telling: Telling): Telling {
  return { ...telling, depth: telling.depth + 1 };
}

function tellPeople(
  person: Ref | undefined,
  people: People,
  resource: Ref | undefined,
  telling: Telling,
): ExplanationNode {
  const value = telling.membership.among(person, people, resource, telling.view);
  const name = printRef(person);
  switch (people.kind) {
    case "anyone":
      return sentence("anyone", true);
    case "type":
      return sentence(`${name} ${value === true ? "is" : "is not"} an identified ${people.type}`, value);
    case "role":
      return tellHolding(person, people.role, undefined, telling);
    case "member":
      return tellMember(person, people, resource, value, telling);
    case "or":
    case "and": {
      const parts = people.items.map((item) => tellPeople(person, item, resource, telling));
      const shown = people.kind === "or" && value === true ? parts.filter((part) => part.holds === true) : parts;
      return shown.length === 1 && shown[0] !== undefined
        ? shown[0]
        : sentence(`${people.kind === "or" ? "one" : "all"} of: ${printPeople(people)}`, value, shown);
    }
    case "butNot": {
      const parts = [
        tellPeople(person, people.people, resource, telling),
        tellPeople(person, people.except, resource, { ...telling, view: "all" }),
      ];
      return sentence(printPeople(people), value, parts);
    }
  }
}

function tellMember(
  person: Ref | undefined,
  people: People & { kind: "member" },
  resource: Ref | undefined,
  value: Truth,
  telling: Telling,
): ExplanationNode {
  const { world, membership, view } = telling;
  const places = world.walk(resource, people.path);
  if (places.includes(undefined) && value !== true)
    return sentence(`${printPeople(people)}: what ${people.path.join(".")} leads to is not known`, value);
  const one: People = { kind: "member", path: [], name: people.name };
  const known = places.filter((place) => place !== undefined);
  const shown =
    value === true ? known.filter((place) => membership.among(person, one, place, view) === true).slice(0, 1) : known;
  const nodes = shown.slice(0, 10).map((place) => tellAt(person, people.name, place, telling));
  if (nodes.length === 1 && nodes[0] !== undefined) return nodes[0];
  return sentence(
    nodes.length === 0
      ? `${printPeople(people)}: there is nobody, ${people.path.join(".")} leads nowhere`
      : `one of: ${printPeople(people)}`,
    value,
    nodes,
  );
}

function tellAt(person: Ref | undefined, name: string, place: Ref, telling: Telling): ExplanationNode {
  const { world, membership, view, sensitive } = telling;
  if (world.schema.types.get(place.type)?.roles.byName.has(name)) return tellHolding(person, name, place, telling);
  const value = membership.among(person, { kind: "member", path: [], name }, place, view);
  if (sensitive.has(name))
    return sentence(`${printRef(person)} and the ${name} of ${printRef(place)}: the attribute is sensitive`, value);
  const via =
    value === true
      ? world
          .named(place, name)
          .find(
            (ref) =>
              ref !== undefined &&
              person !== undefined &&
              !sameRef(ref, person) &&
              world.groups(person).has(refKey(ref)),
          )
      : undefined;
  const text =
    value === undefined
      ? `the ${name} of ${printRef(place)} is not known`
      : `${printRef(person)} is ${value ? "" : "not "}among the ${name} of ${printRef(place)}`;
  return sentence(text, value, via === undefined ? [] : [sentence(`${printRef(person)} is in ${printRef(via)}`, true)]);
}

/** A role: for one that is held the way by which it is, and only over what was found before it, so that the way never turns back. */
function tellHolding(person: Ref | undefined, role: string, on: Ref | undefined, telling: Telling): ExplanationNode {
  const { membership, view, depth } = telling;
  const value = membership.holds(person, role, on, view);
  const place = on === undefined ? "" : ` of ${printRef(on)}`;
  if (value !== true)
    return sentence(
      `${printRef(person)} ${value === undefined ? "may or may not be" : "is not"} ${role}${place}`,
      value,
      tellLack(person, role, on, telling),
    );
  const way =
    depth >= maxDepth ? [sentence("… the rest of the way is left out", "silent")] : tellWay(person, role, on, telling);
  return sentence(`${printRef(person)} is ${role}${place}`, true, way);
}

/** What keeps somebody from a role: that others of theirs exclude it, or what its derivation lacks. */
function tellLack(
  person: Ref | undefined,
  role: string,
  on: Ref | undefined,
  telling: Telling,
): readonly ExplanationNode[] {
  const excluded = telling.view === "separated" ? tellExcluded(person, role, on, telling) : [];
  const declared = roleOf(role, on, telling);
  if (excluded.length > 0 || declared?.derived === undefined || telling.depth >= maxDepth) return excluded;
  const below = deeper({ ...telling, depth: telling.depth + maxDepth / 4 });
  return [tellDerivation(person, declared, on, below)];
}

/** The sets because of which the role is taken away. */
function tellExcluded(
  person: Ref | undefined,
  role: string,
  on: Ref | undefined,
  { world, membership }: Telling,
): readonly ExplanationNode[] {
  const sets = world.schema.policy.exclusives.filter((set) => set.on === on?.type && set.roles.includes(role));
  return sets.flatMap(({ roles, active, atMost, origin }) => {
    const held = roles.filter((each) => membership.holds(person, each, on, active ? "active" : "all") !== false);
    if (held.length <= atMost) return [];
    const text = `${printRef(person)} is ${held.join(" and ")}, of which nobody may be more than ${atMost === 1 ? "one" : atMost}`;
    return [sentence(text, "silent", [], printOrigin(origin))];
  });
}

/** How a derived role follows. */
function tellDerivation(
  person: Ref | undefined,
  { name, derived, origin }: Role,
  on: Ref | undefined,
  telling: Telling,
): ExplanationNode {
  const people = derived?.people ?? { kind: "anyone" };
  const scene: Scene = { world: telling.world, subject: person, resource: on, among: () => undefined };
  const parts = [
    tellPeople(person, people, on, telling),
    ...(derived?.guards ?? []).map((guard) => tellCondition(guard, scene, telling)),
  ];
  return sentence(`${name} if ${printPeople(people)}`, "silent", parts, printOrigin(origin));
}

function roleOf(role: string, on: Ref | undefined, { world }: Telling) {
  return (on === undefined ? world.schema.roles : world.schema.types.get(on.type)?.roles)?.byName.get(role);
}

function tellWay(
  person: Ref | undefined,
  role: string,
  on: Ref | undefined,
  telling: Telling,
): readonly ExplanationNode[] {
  const { world, membership, view } = telling;
  const declared = roleOf(role, on, telling);
  const found = membership.foundAt(person, role, on, view) ?? 0;
  const earlier = (other: string, place: Ref | undefined): boolean =>
    (membership.foundAt(person, other, place, view) ?? Infinity) < found;
  const { question } = world;
  if (view === "active" && on === undefined) return [];
  if (
    on === undefined &&
    person !== undefined &&
    question.subject !== undefined &&
    sameRef(person, question.subject) &&
    question.subjectOverlay.roles.includes(role)
  ) {
    return [sentence("the request asserts it", "silent")];
  }
  const member = person === undefined ? undefined : { ref: person, identities: world.groups(person) };
  for (const assignment of member === undefined ? [] : inOrder(world.facts.assignmentsTo(member, role, on), member)) {
    const way = tellAssignment(person, assignment, earlier, telling);
    if (way !== undefined) return [way];
  }
  const table = on === undefined ? world.schema.roles : world.schema.types.get(on.type)?.roles;
  const senior = table?.seniors.get(role)?.find((name) => earlier(name, on));
  if (senior !== undefined)
    return [
      sentence(
        `${senior} includes ${role}`,
        "silent",
        [tellHolding(person, senior, on, deeper(telling))],
        originOf(senior, on, telling),
      ),
    ];
  return declared?.derived === undefined ? [] : [tellDerivation(person, declared, on, deeper(telling))];
}

/** Those to the person themselves first, then in an order that has nothing to do with the one in which they came. */
function inOrder(assignments: Iterable<StoredAssignment>, { ref }: Member): readonly StoredAssignment[] {
  const isDirect = ({ holder }: StoredAssignment): boolean => holder.kind === "entity" && sameRef(holder.ref, ref);
  return [...assignments].sort(
    (left, right) => Number(isDirect(right)) - Number(isDirect(left)) || compareAssignments(left, right),
  );
}

function originOf(role: string, on: Ref | undefined, telling: Telling): string | undefined {
  const declared = roleOf(role, on, telling);
  return declared === undefined ? undefined : printOrigin(declared.origin);
}

function tellAssignment(
  person: Ref | undefined,
  { holder, notBefore = -Infinity, notAfter = Infinity }: StoredAssignment,
  earlier: (role: string, place: Ref) => boolean,
  telling: Telling,
): ExplanationNode | undefined {
  const { now } = telling.world.question;
  if (person === undefined || now < notBefore || now > notAfter) return undefined;
  const until = Number.isFinite(notAfter) ? `, until ${formatTime(notAfter)}` : "";
  switch (holder.kind) {
    case "all":
      return holder.type === person.type ? sentence(`assigned to every ${holder.type}${until}`, "silent") : undefined;
    case "role":
      if (!earlier(holder.role, holder.of)) return undefined;
      return sentence(`assigned to whoever is ${holder.role} of ${printRef(holder.of)}${until}`, "silent", [
        tellHolding(person, holder.role, holder.of, deeper(telling)),
      ]);
    case "entity":
      if (sameRef(holder.ref, person)) return sentence(`assigned${until}`, "silent");
      if (!telling.world.groups(person).has(refKey(holder.ref))) return undefined;
      return sentence(`assigned to ${printRef(holder.ref)}${until}`, "silent", [
        sentence(`${printRef(person)} is in ${printRef(holder.ref)}`, true),
      ]);
  }
}

/** A condition with what its paths led to. */
function tellCondition(condition: Expression, scene: Scene, telling: Telling): ExplanationNode {
  const value = truthOf(condition, scene);
  if (condition.kind === "and" || condition.kind === "or") {
    const decided = condition.kind === "or";
    // One that is true decides an `or`, one that is false an `and`; the others would only distract.
    const items =
      value === decided ? condition.items.filter((item) => truthOf(item, scene) === decided) : condition.items;
    const parts = items.slice(0, 20).map((item) => tellCondition(item, scene, telling));
    return parts.length === 1 && parts[0] !== undefined
      ? parts[0]
      : sentence(`${condition.kind === "and" ? "all" : "one"} of`, value, parts);
  }
  const paths = pathsOf(condition);
  return sentence(
    printExpression(condition),
    value,
    paths.map((path) => sentence(`${printPath(path)} is ${tellValues(path, scene, telling)}`, "silent")),
  );
}

function tellValues(path: Path, scene: Scene, { sensitive }: Telling): string {
  const values = follow(path, scene);
  if (values.length === 0) return "nothing";
  if (path.steps.some((step) => sensitive.has(step)))
    return values.includes(undefined) ? "missing" : "not shown (sensitive)";
  return values
    .slice(0, 5)
    .map((value) => tellValue(value, sensitive))
    .join(" or ");
}

function tellValue(value: Value | undefined, sensitive: ReadonlySet<string>): string {
  if (value === undefined) return "missing";
  // A record may hold sensitive members; it is never written out.
  return sensitive.size > 0 && typeof value === "object" && value.kind === "record" ? "not shown" : formatValue(value);
}

/** The paths of a condition whose values are worth telling: not bare roots, `id`s and `now`. */
function pathsOf(expression: Expression): readonly Path[] {
  switch (expression.kind) {
    case "path":
      return expression.steps.length > 0 || expression.root === "now" ? [expression] : [];
    case "list":
      return expression.items.flatMap(pathsOf);
    case "add":
    case "subtract":
    case "compare":
      return [...pathsOf(expression.left), ...pathsOf(expression.right)];
    case "like":
      return pathsOf(expression.value);
    case "not":
      return pathsOf(expression.operand);
    case "and":
    case "or":
      return expression.items.flatMap(pathsOf);
    case "is":
      return [expression.path, ...(expression.of === undefined ? [] : [expression.of])].flatMap(pathsOf);
    case "has":
    case "literal":
    case "entity":
      return [];
  }
}
