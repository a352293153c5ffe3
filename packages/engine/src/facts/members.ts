import * as features from "../features/features.ts";
import { isInNetwork, isPerson, isSet } from "../values/operators.ts";
import type { Truth } from "../values/truth.ts";
import { entityValue, refKey, sameRef, sameValue, type Value } from "../values/value.ts";
import type { World } from "./world.ts";

/** What a step of a path leads to; undefined stands for what is missing. */
export function take(value: Value | undefined, step: string, world: World): readonly (Value | undefined)[] {
  if (typeof value !== "object") return [undefined];
  if (value.kind === "record") return [value.members.get(step)];
  if (value.kind !== "entity") return [undefined];
  if (step === "id") return [world.nameless !== undefined && sameRef(value, world.nameless) ? undefined : value.id];
  return world.isParent(value, step)
    ? (world.parents(value)?.map(entityValue) ?? [undefined])
    : [world.attribute(value, step)];
}

/** False for a missing attribute, unknown only when what should have it is missing. */
export function has(value: Value | undefined, name: string, world: World): Truth {
  if (typeof value !== "object") return undefined;
  if (value.kind === "record") return value.members.has(name);
  if (value.kind !== "entity") return false;
  if (!world.isParent(value, name)) return name === "id" || world.attribute(value, name) !== undefined;
  const parents = world.parents(value);
  return parents === undefined ? undefined : parents.length > 0;
}

/** In a set (people through their groups), in a group, below an ancestor, in a network. */
export function isIn(left: Value, right: Value, world: World): Truth {
  if (isSet(right))
    return right.items.some(
      (item) => sameValue(left, item) || isWithin(left, item) === true || isInGroup(left, item, world),
    );
  if (!isPerson(left) || !isPerson(right)) return isWithin(left, right);
  if (typeof left !== "object" || left.kind !== "entity" || typeof right !== "object" || right.kind !== "entity")
    return false;
  if (sameRef(left, right) || isInGroup(left, right, world)) return true;
  if (!features.parents || world.schema.types.get(right.type)?.type.resource === undefined) return false;
  return world.hasAncestor(left, right);
}

function isWithin(left: Value, right: Value): Truth {
  return features.addresses ? isInNetwork(left, right) : undefined;
}

function isInGroup(left: Value, right: Value, world: World): boolean {
  const entities =
    typeof left === "object" && left.kind === "entity" && typeof right === "object" && right.kind === "entity";
  return entities && world.groups(left).has(refKey(right));
}
