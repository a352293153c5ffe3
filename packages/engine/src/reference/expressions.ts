import type { ComparisonOperator, Expression, Path, People, Ref } from "@authz/model";
import { has, isIn, take } from "../facts/members.ts";
import type { World } from "../facts/world.ts";
import * as features from "../features/features.ts";
import {
  arithmetic,
  contains,
  containsAll,
  containsAny,
  equals,
  isLike,
  isPerson,
  isSet,
  order,
} from "../values/operators.ts";
import { every, not, some, type Truth } from "../values/truth.ts";
import { anonymous, createSet, entityValue, literalValue, type Value } from "../values/value.ts";

/** Who and what a condition speaks of. */
export interface Scene {
  readonly world: World;
  /** Undefined: anonymous. */
  readonly subject: Ref | undefined;
  /** Undefined in the guard of an application-wide role. */
  readonly resource: Ref | undefined;
  /** Is the person among the people, seen from the resource? */
  readonly among: (person: Ref | undefined, people: People, resource: Ref | undefined) => Truth;
}

/** What a path may lead to: several values through a set or several parents; undefined is a missing one. */
export type Alternatives = readonly (Value | undefined)[];

/** The truth of a condition: it is true of one alternative, else unknown of one, else false. */
export function truthOf(expression: Expression, scene: Scene): Truth {
  switch (expression.kind) {
    case "and":
      return every(expression.items, (item) => truthOf(item, scene));
    case "or":
      return some(expression.items, (item) => truthOf(item, scene));
    case "not":
      return not(truthOf(expression.operand, scene));
    case "compare":
      return comparison(
        expression.operator,
        alternativesOf(expression.left, scene),
        alternativesOf(expression.right, scene),
        scene.world,
      );
    case "like":
      return some(alternativesOf(expression.value, scene), (value) =>
        features.patterns && typeof value === "string" ? isLike(value, expression.pattern.split("*")) : undefined,
      );
    case "has":
      return some(spread(follow(expression.path, scene)), (value) =>
        features.presence ? has(value, expression.name, scene.world) : undefined,
      );
    case "is":
      return some(spread(follow(expression.path, scene)), (person) =>
        features.roleConditions ? isRole(person, expression, scene) : undefined,
      );
    case "literal":
    case "path":
    case "entity":
    case "list":
    case "add":
    case "subtract":
      return some(alternativesOf(expression, scene), (value) => (typeof value === "boolean" ? value : undefined));
  }
}

/** The values an operand can have. */
export function alternativesOf(expression: Expression, scene: Scene): Alternatives {
  switch (expression.kind) {
    case "literal":
      return [literalValue(expression.value)];
    case "path":
      return follow(expression, scene);
    case "entity":
      return [entityValue(expression)];
    case "list":
      return combine(
        expression.items.map((item) => alternativesOf(item, scene)),
        createSet,
      );
    case "add":
    case "subtract": {
      const sign = expression.kind === "add" ? 1 : -1;
      const operands = [alternativesOf(expression.left, scene), alternativesOf(expression.right, scene)];
      return combine(operands, ([left, right]) =>
        features.sums && left !== undefined && right !== undefined ? arithmetic(sign, left, right) : undefined,
      );
    }
    case "and":
    case "or":
    case "not":
    case "compare":
    case "like":
    case "has":
    case "is":
      return [truthOf(expression, scene)];
  }
}

/** Every choice of one value from each list, since paths are independent of one another; missing where one is. */
function combine(lists: readonly Alternatives[], make: (values: readonly Value[]) => Value | undefined): Alternatives {
  const choices = lists.reduce<Alternatives[]>(
    (found, list) => found.flatMap((choice) => list.map((value) => [...choice, value])),
    [[]],
  );
  return choices.map((choice) => (choice.every((value) => value !== undefined) ? make(choice) : undefined));
}

function spread(values: Alternatives): Alternatives {
  if (!values.some(isSet)) return values;
  return values.flatMap<Value | undefined>((value) => (isSet(value) ? value.items : [value]));
}

export function follow(path: Path, scene: Scene): Alternatives {
  let values: Alternatives = [rootOf(path, scene)];
  for (const step of path.steps) {
    const items = spread(values);
    values =
      items.length === 1 ? take(items[0], step, scene.world) : items.flatMap((value) => take(value, step, scene.world));
  }
  return values;
}

function rootOf({ root }: Path, { world: { question }, subject, resource }: Scene): Value | undefined {
  switch (root) {
    case "subject":
      return subject === undefined ? anonymous : entityValue(subject);
    case "resource":
      return resource === undefined ? undefined : entityValue(resource);
    case "action":
      return question.actionValue;
    case "context":
      return question.context;
    case "token":
      return { kind: "record", members: question.token.claims };
    case "now":
      return { kind: "time", at: question.now };
  }
}

function isRole(person: Value | undefined, { role, of }: Expression & { kind: "is" }, scene: Scene): Truth {
  if (person === undefined || !isPerson(person)) return undefined;
  const ref = typeof person === "object" && person.kind === "entity" ? person : undefined;
  if (of === undefined) return scene.among(ref, { kind: "role", role }, undefined);
  return some(spread(follow(of, scene)), (place) =>
    typeof place === "object" && place.kind === "entity"
      ? scene.among(ref, { kind: "member", path: [], name: role }, place)
      : undefined,
  );
}

function comparison(operator: ComparisonOperator, left: Alternatives, right: Alternatives, world: World): Truth {
  if (operator === "!=") return not(comparison("==", left, right, world));
  return some(left, (one) =>
    some(right, (other) =>
      one === undefined || other === undefined ? undefined : compare(operator, one, other, world),
    ),
  );
}

function compare(operator: Exclude<ComparisonOperator, "!=">, left: Value, right: Value, world: World): Truth {
  switch (operator) {
    case "==":
      return equals(left, right);
    case "in":
      return features.inclusion ? isIn(left, right, world) : undefined;
    case "contains":
      return features.containment ? contains(left, right) : undefined;
    case "containsAll":
      return features.containment ? containsAll(left, right) : undefined;
    case "containsAny":
      return features.containment ? containsAny(left, right) : undefined;
    case "<":
    case "<=":
    case ">":
    case ">=":
      return features.orders ? order(operator, left, right) : undefined;
  }
}
