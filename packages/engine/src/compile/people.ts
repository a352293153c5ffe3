import type { Expression, People, PolicyRule, Role } from "@authz/model";
import { and, code, literal, negated, no, or, printCode, type Code } from "./code.ts";
import { lazily, nodesOf, planOf, resourceNode, subjectNode, type Cell } from "./cell.ts";
import type { Schema, TypeEntry } from "../schema/schema.ts";
import { standings } from "./membership.ts";
import { absent } from "./operands.ts";
import { rolesOf, survey, type Root, type Survey } from "./plan.ts";
import { always, every, never, not, some, unclear, verdict, type Verdict } from "./verdict.ts";

/** How the guards of derived roles are worked out; passed in, since guards may ask for people in their turn. */
export type WorkOut = (guard: Expression, cell: Cell) => Verdict;

/** Is the subject among the people, seen from the resource? */
export function membership(people: People, cell: Cell, workOut: WorkOut): Verdict {
  return some(memberships(people, cell, workOut));
}

/** The same, as parts one of which must be true. */
export function memberships(people: People, cell: Cell, workOut: WorkOut): readonly Verdict[] {
  const simple: Root[] = [];
  const separable: Root[] = [];
  const parts: Verdict[] = [];
  for (const item of itemsOf(people)) {
    const root = rootOf(item);
    const found = root === undefined ? undefined : survey([root], cell.frame.resource.type.name, cell.frame.schema);
    if (root === undefined || found?.simple !== true) parts.push(composed(item, cell, workOut));
    else if (asksSeparated(found, cell.frame.schema)) separable.push(root);
    else simple.push(root);
  }
  return [...unionOf(simple, cell, false), ...unionOf(separable, cell, true), ...parts];
}

export function itemsOf(people: People): readonly People[] {
  return people.kind === "or" ? people.items.flatMap(itemsOf) : [people];
}

function rootOf(people: People): Root | undefined {
  return people.kind === "or" || people.kind === "and" || people.kind === "butNot" ? undefined : people;
}

export function asksSeparated({ roles }: Survey, { policy }: Schema): boolean {
  return policy.exclusives.some((set) => set.roles.some((role) => roles.get(set.on ?? "")?.has(role) === true));
}

/** What is no union without conditions: taken apart until it is. */
function composed(people: People, cell: Cell, workOut: WorkOut): Verdict {
  const { resource } = cell.frame;
  switch (people.kind) {
    case "and":
      return every(people.items.map((item) => membership(item, cell, workOut)));
    case "butNot":
      return every([membership(people.people, cell, workOut), not(membership(people.except, cell, workOut))]);
    case "role":
      return roleOf(people.role, "application", cell, workOut);
    case "member":
      return people.path.length === 0 && resource.roles.byName.has(people.name)
        ? roleOf(people.name, "resource", cell, workOut)
        : unclear;
    case "or":
    case "anyone":
    case "type":
      return unclear;
  }
}

/** A role on the resource itself (or application-wide) that conditions lead to: assigned, through a senior, or derived. */
function roleOf(name: string, on: "resource" | "application", cell: Cell, workOut: WorkOut): Verdict {
  const place = on === "resource" ? cell.frame.resource.type.name : "";
  const table = rolesOf(place, cell.frame.schema);
  const role = table?.byName.get(name);
  if (role === undefined || --cell.budget < 0) return unclear;
  const root: Root = { kind: "assigned", role: name, on };
  const found = survey([root], place, cell.frame.schema);
  if (!found.simple) return unclear;
  const seniors = (table?.seniors.get(name) ?? []).map((senior): People =>
    on === "application" ? { kind: "role", role: senior } : { kind: "member", path: [], name: senior },
  );
  return some([
    ...unionOf([root], cell, asksSeparated(found, cell.frame.schema)),
    ...seniors.map((senior) => membership(senior, cell, workOut)),
    ...derivationOf(role, on, cell, workOut),
  ]);
}

function derivationOf(
  { derived }: Role,
  on: "resource" | "application",
  cell: Cell,
  workOut: WorkOut,
): readonly Verdict[] {
  if (derived === undefined) return [];
  // Seen from no resource, nobody is a member of one.
  if (on === "application" && asksMembers(derived.people)) return [unclear];
  return [
    every([
      membership(derived.people, cell, workOut),
      ...derived.guards.map((guard) => (on === "application" ? unclear : workOut(guard, cell))),
    ]),
  ];
}

function asksMembers(people: People): boolean {
  if (people.kind === "member") return true;
  if (people.kind === "butNot") return asksMembers(people.people) || asksMembers(people.except);
  return (people.kind === "or" || people.kind === "and") && people.items.some(asksMembers);
}

/** Whether the subject belongs to some of the roots, in one question. */
function unionOf(roots: readonly Root[], cell: Cell, separable: boolean): readonly Verdict[] {
  if (roots.length === 0) return [];
  const { frame } = cell;
  if (roots.some(({ kind }) => kind === "anyone")) return [always];
  if (roots.every((root) => root.kind === "type" && root.type !== frame.subject?.type.name)) return [never];
  if (roots.some((root) => root.kind === "type" && root.type === frame.subject?.type.name)) return [always];
  const found = survey(roots, frame.resource.type.name, frame.schema);
  const plan = planOf(cell, roots, found);
  const others = overlaid(found, cell);
  const { constants } = frame;
  const { belongs, belongsAnywhere, standing, asserts } = cell.surroundings.memberships;
  const name = constants.add(plan);
  const type = literal(frame.subject?.type.name ?? "");
  const asserted =
    plan.asserted.size === 0 || frame.subject === undefined
      ? []
      : [
          code`(${frame.roles} !== undefined && ${constants.add(asserts)}(${constants.add(cell.surroundings.roleBits(plan))}, ${frame.roles}))`,
        ];
  const [is, maybe] = answers();
  const surely = or([...asserted, is]);
  const perhaps = or([...asserted, maybe]);
  if (others.length === 0) return [{ ...verdict(surely, perhaps), separable }];
  const over = or(others);
  return [{ surely: and([negated(over), surely]), perhaps: or([over, perhaps]), exact: false, separable }];

  /** Whether facts make the subject belong, and whether they may. */
  function answers(): readonly [Code, Code] {
    if (found.reads.size > 0) {
      const ask = (): Code => code`${constants.add(standing)}(${located()})`;
      const answer = lazily(cell, `standing\u0000${printCode(name)}`, ask);
      return [code`(${answer} === ${standings.surely})`, code`(${answer} !== ${standings.not})`];
    }
    const answer =
      plan.local || frame.subject === undefined
        ? code`${constants.add(belongs)}(${located()})`
        : code`${constants.add(belongsAnywhere)}(${name}, ${nodesOf(cell, frame.subject.type.name)}, ${frame.subjectId}, ${type}, ${frame.roles})`;
    return [answer, answer];
  }

  function located(): Code {
    const place = plan.local ? resourceNode(cell) : absent;
    if (frame.subject === undefined) return code`${name}, ${place}, undefined, "", undefined`;
    return code`${name}, ${place}, ${subjectNode(cell)}, ${type}, ${frame.roles}`;
  }
}

/** What the request says of an attribute is laid over what is stored, which is all that the question to facts sees. */
function overlaid({ reads }: Survey, { frame }: Cell): readonly Code[] {
  return (["subject", "resource"] as const).flatMap((owner) =>
    Array.from(frame.given[owner], ([name, value]) => (reads.has(name) ? [code`(${value} !== undefined)`] : [])).flat(),
  );
}

/** Is the subject the entity that an attribute names, or in it? */
export function isNamed(type: string, id: Code, cell: Cell): Code {
  const { frame, surroundings } = cell;
  if (frame.subject === undefined) return no;
  const same = frame.subject.type.name === type ? [code`(${id} === ${frame.subjectId})`] : [];
  const group = frame.schema.types.get(type)?.type.members !== undefined;
  const inside = group
    ? [
        code`${frame.constants.add(surroundings.memberships.isIn)}(${subjectNode(cell)}, ${nodesOf(cell, type)}.get(${id}))`,
      ]
    : [];
  return or([...same, ...inside]);
}

/** People who are the same for every resource. */
export interface Everywhere {
  readonly roots: readonly Root[];
  readonly found: Survey;
}

/** The people of an action of which is said nothing but that they are allowed to do it, if they are the same for all resources. */
export function peopleEverywhere(action: string, resource: TypeEntry, schema: Schema): Everywhere | undefined {
  if ((resource.requirements.get(action) ?? []).length > 0) return undefined;
  const rules = resource.rules.get(action) ?? [];
  if (!rules.every((rule) => rule.effect === "allow" && isPlain(rule, resource.type.name))) return undefined;
  const roots = rules.map(({ who }) => who).flatMap(itemsOf);
  if (!roots.every((root) => root.kind === "role" || root.kind === "type")) return undefined;
  const found = survey(roots, resource.type.name, schema);
  return found.simple && !asksSeparated(found, schema) ? { roots, found } : undefined;
}

/** Without conditions, and not of one resource alone. */
export function isPlain({ guards, targets }: PolicyRule, on: string): boolean {
  return guards.length === 0 && targets.every(({ type, id }) => type !== on || id === undefined);
}
