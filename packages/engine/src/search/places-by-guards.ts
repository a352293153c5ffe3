import type { Expression, Ref, Type } from "@authz/model";
import { parentLink } from "../facts/facts.ts";
import type { World } from "../facts/world.ts";
import { alternativesOf } from "../reference/expressions.ts";
import type { Schema } from "../schema/schema.ts";
import { literalValue, sameValue, type Value } from "../values/value.ts";
import { entitiesThatSay } from "./attribute-index.ts";
import { originsOf, type Ground } from "./reach.ts";
import { inAll, inAny, listed, nowhere, refsOf, type Some, type Where } from "./where.ts";

/** What guards are held against. */
export interface Seeking {
  readonly world: World;
  readonly ground: Ground;
  /** The type of what is sought. */
  readonly type: string;
  /** Whether it may be found: an id alone makes nothing known. */
  readonly isKnown: (ref: Ref) => boolean;
}

/** How what an attribute says and another value must meet: by being the same, as an item of the other, as a set (or group) around it. */
type Meeting = "same" | "among" | "around";

/**
 * The resources for which all guards may be true, as far as an index tells, and perhaps some more. Only what is true allows: a
 * value that is missing or unknown equals nothing.
 */
export function placesByGuards(guards: readonly Expression[], seeking: Seeking): Where {
  return inAll(guards.map((guard) => placesBy(guard, seeking)));
}

function placesBy(guard: Expression, seeking: Seeking): Where {
  switch (guard.kind) {
    case "and":
      return inAll(guard.items.map((item) => placesBy(item, seeking)));
    case "or":
      return inAny(guard.items.map((item) => placesBy(item, seeking)));
    case "path":
      return placesWith(guard, { kind: "literal", value: true }, "same", seeking);
    case "not":
      return refused(guard.operand, seeking);
    case "compare":
      return compared(guard, seeking);
    case "literal":
    case "entity":
    case "list":
    case "add":
    case "subtract":
    case "like":
    case "has":
    case "is":
      return "every";
  }
}

/** One attribute must be false; a longer path may also lead nowhere. */
function refused(operand: Expression, seeking: Seeking): Where {
  if (operand.kind !== "path" || operand.steps.length !== 1) return "every";
  return placesWith(operand, { kind: "literal", value: false }, "same", seeking);
}

function compared({ operator, left, right }: Expression & { kind: "compare" }, seeking: Seeking): Where {
  const items = right.kind === "list" ? right.items : undefined;
  switch (operator) {
    case "==":
      return inAll([placesWith(left, right, "same", seeking), placesWith(right, left, "same", seeking)]);
    case "in":
      return items === undefined
        ? inAll([placesWith(left, right, "among", seeking), placesWith(right, left, "around", seeking)])
        : inAny(items.map((item) => placesWith(left, item, "among", seeking)));
    case "contains":
      return placesWith(left, right, "same", seeking);
    case "containsAny":
      return items === undefined ? "every" : inAny(items.map((item) => placesWith(left, item, "same", seeking)));
    case "containsAll":
      return inAll(items?.map((item) => placesWith(left, item, "same", seeking)) ?? []);
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return "every";
  }
}

/** From where a path leads to what meets the other side, in which the resource has no part. */
function placesWith(side: Expression, other: Expression, meeting: Meeting, seeking: Seeking): Where {
  const { world, type } = seeking;
  const { subject, resourceOverlay } = world.question;
  if (side.kind !== "path" || side.root !== "resource" || !isApart(other)) return "every";
  if (resourceOverlay.attributes.size > 0 || resourceOverlay.parents !== undefined) return "every";
  const values = alternativesOf(other, { world, subject, resource: undefined, among: () => undefined });
  const met = values.flatMap((value) => (value === undefined ? [] : meeting === "among" ? itemsOf(value) : [value]));
  const [before, name] = [side.steps.slice(0, -1), side.steps.at(-1)];
  const owners = typesAlong(before, type, world.schema);
  if (owners === undefined) return "every";
  return comingBy(
    before,
    inAny(Array.from(owners, (owner) => ownersWith(owner, name, met, meeting, seeking))),
    seeking,
  );
}

function itemsOf(value: Value): readonly Value[] {
  return typeof value === "object" && value.kind === "set" ? value.items : [value];
}

/** Is its value the same for every resource? */
function isApart(expression: Expression): boolean {
  switch (expression.kind) {
    case "literal":
    case "entity":
      return true;
    case "path":
      return expression.root !== "resource";
    case "list":
      return expression.items.every(isApart);
    case "add":
    case "subtract":
      return isApart(expression.left) && isApart(expression.right);
    case "and":
    case "or":
    case "not":
    case "compare":
    case "like":
    case "has":
    case "is":
      return false;
  }
}

/** The types of what a path leads to; undefined when it leads through records. */
function typesAlong(path: readonly string[], from: string, { types }: Schema): ReadonlySet<string> | undefined {
  let here = new Set([from]);
  for (const step of path) {
    const next = new Set<string>();
    for (const entry of Array.from(here, (name) => types.get(name))) {
      const declared = entry?.attributes.get(step)?.type;
      const type = declared?.kind === "set" ? declared.of : declared;
      if (type?.kind === "record") return undefined;
      const behind = type === undefined && step === "parent" ? (entry?.type.resource?.parents ?? []) : [];
      for (const name of type?.kind === "entity" ? type.types : behind) next.add(name);
    }
    here = next;
  }
  return here;
}

function comingBy(path: readonly string[], owners: Where, { ground, type }: Seeking): Where {
  if (owners === "every" || path.length === 0) return owners;
  const found: Ref[] = [];
  for (const owner of refsOf(owners))
    for (const origin of originsOf(owner, path, ground)) if (origin.type === type) found.push(origin);
  return listed(found);
}

/** The entities of the owner's type one of whose values meets one of these. */
function ownersWith(
  owner: string,
  name: string | undefined,
  values: readonly Value[],
  meeting: Meeting,
  seeking: Seeking,
): Where {
  const { subject } = seeking.world.question;
  // What the request says of the subject lies over the facts, also where the subject is what is looked for.
  const asked = subject?.type === owner ? listed([subject]) : nowhere;
  return inAny([asked, ...values.map((value) => ownersWithOne(owner, name, value, meeting, seeking))]);
}

function ownersWithOne(
  owner: string,
  name: string | undefined,
  value: Value,
  meeting: Meeting,
  seeking: Seeking,
): Where {
  const { world, ground } = seeking;
  if (name === undefined || name === "id") return byIdentity(owner, name, value, meeting, seeking);
  if (typeof value === "object")
    return value.kind === "anonymous" ? nowhere : naming(owner, name, value, meeting, seeking);
  const declared = world.schema.types.get(owner)?.attributes.get(name);
  if (declared === undefined) return nowhere;
  if (declared.type.kind === "record") return "every";
  const { default: standIn } = declared;
  if (standIn !== undefined && sameValue(literalValue(standIn), value)) return "every";
  return entitiesThatSay(value, name, owner, ground.facts);
}

function byIdentity(type: string, name: "id" | undefined, value: Value, meeting: Meeting, { isKnown }: Seeking): Where {
  if (meeting === "around") return "every";
  if (name === "id") return typeof value === "string" ? known([{ type, id: value }]) : "every";
  if (meeting === "among" || typeof value !== "object" || value.kind !== "entity") return "every";
  return value.type === type ? known([value]) : nowhere;

  function known(refs: readonly Ref[]): Some {
    return listed(refs.filter(isKnown));
  }
}

/** Who names the entity by the attribute, or by being in it. */
function naming(owner: string, name: string, value: Value & object, meeting: Meeting, seeking: Seeking): Where {
  const { world, ground } = seeking;
  if (value.kind !== "entity" || meeting === "among") return "every";
  const entry = world.schema.types.get(owner);
  const declared = entry?.attributes.get(name)?.type;
  if (declared === undefined && name !== "parent") return nowhere;
  if (declared?.kind === "record") return "every";
  // Whatever is above the entity may be meant as well.
  if (meeting === "around" && declared?.kind !== "set" && mayBeResource(declared, world.schema)) return "every";
  const named = meeting === "around" ? [...world.groups(value).values()] : [value];
  const link = declared === undefined ? parentLink : name;
  const found = named.flatMap((ref) => Array.from(ground.referrers(ref, link)).filter(({ type }) => type === owner));
  return listed(found);
}

function mayBeResource(type: Type | undefined, { types }: Schema): boolean {
  return type?.kind !== "entity" || type.types.some((name) => types.get(name)?.type.resource !== undefined);
}
