import type { ComparisonOperator, Expression, Path } from "@authz/model";
import { and, code, literal, negated, no, or, yes, type Code } from "./code.ts";
import { attributeOf, plainLiteral, prepare, subjectNode, type Cell } from "./cell.ts";
import { isThere, type Operand, type Scalar } from "./operands.ts";
import { isNamed, membership } from "./people.ts";
import * as primitives from "./primitives.ts";
import { every, never, not, some, unclear, unknown, verdict, type Verdict } from "./verdict.ts";

/** The condition as code. */
export function workOut(expression: Expression, cell: Cell): Verdict {
  if (--cell.budget < 0) return unclear;
  switch (expression.kind) {
    case "and":
      return every(expression.items.map((item) => workOut(item, cell)));
    case "or":
      return some(expression.items.map((item) => workOut(item, cell)));
    case "not":
      return not(workOut(expression.operand, cell));
    case "compare":
      return compare(expression.operator, expression.left, expression.right, cell);
    case "like":
      return like(expression.value, expression.pattern, cell);
    case "has":
      return has(expression.path, expression.name, cell);
    case "is":
      return isRole(expression, cell);
    case "literal":
    case "path":
      return isTrue(operandFrom(expression, cell));
    case "entity":
    case "list":
    case "add":
    case "subtract":
      return unclear;
  }
}

function isTrue(operand: Operand | undefined): Verdict {
  if (operand?.kind === "missing") return unknown;
  if (operand?.kind !== "scalar" || operand.of !== "boolean") return unclear;
  return verdict(code`(${operand.code} === true)`, code`(${operand.code} !== false)`);
}

function operandFrom(expression: Expression, cell: Cell): Operand | undefined {
  switch (expression.kind) {
    case "literal": {
      const { value } = expression;
      const of = typeof value === "object" ? value.kind : (typeof value as Scalar);
      return { kind: "scalar", of, code: plainLiteral(cell, value), sure: true };
    }
    case "path":
      return follow(expression, cell);
    case "entity":
      return { kind: "entity", type: expression.type, id: literal(expression.id), sure: true };
    case "list": {
      const items = expression.items.map((item) => operandFrom(item, cell));
      const known = items.filter((item) => item !== undefined);
      return known.length === items.length ? { kind: "list", items: known } : undefined;
    }
    case "add":
    case "subtract":
      return sum(expression, cell);
    case "and":
    case "or":
    case "not":
    case "compare":
    case "like":
    case "has":
    case "is":
      return undefined;
  }
}

/** Paths of one step; what leads through other entities is the interpreter's. */
function follow({ root, steps }: Path, cell: Cell): Operand | undefined {
  const { frame } = cell;
  const [step, ...others] = steps;
  if (others.length > 0) return undefined;
  if (root === "now" && step === undefined)
    return scalar("time", code`${frame.constants.add(cell.surroundings.now)}()`);
  if (root === "subject" && frame.subject === undefined)
    return step === undefined ? { kind: "anonymous" } : { kind: "missing" };
  if (root === "subject" && step === undefined) return entity(frame.subject?.type.name ?? "", frame.subjectId);
  if (root === "resource" && step === undefined) return entity(frame.resource.type.name, frame.resourceId);
  if (step === undefined || root === "now") return undefined;
  if (root === "subject" && step === "id") return scalar("string", frame.subjectId);
  if (root === "resource" && step === "id") return scalar("string", frame.resourceId);
  if (root === "action" && step === "name") return scalar("string", literal(cell.action));
  if (root === "resource" && step === "parent" && !frame.resource.attributes.has("parent")) return undefined;
  if (root === "token" && (step === "scope" || step === "aud" || step === "act")) return undefined;
  return attributeOf(cell, root, step);
}

function scalar(of: Scalar, value: Code): Operand {
  return { kind: "scalar", of, code: value, sure: true };
}

function entity(type: string, id: Code): Operand {
  return { kind: "entity", type, id, sure: true };
}

function sum(expression: Expression & { kind: "add" | "subtract" }, cell: Cell): Operand | undefined {
  const left = operandFrom(expression.left, cell);
  const right = operandFrom(expression.right, cell);
  if (left?.kind === "missing" || right?.kind === "missing") return { kind: "missing" };
  if (left?.kind !== "scalar" || right?.kind !== "scalar" || --cell.budget < 0) return undefined;
  const of = left.of === "time" && right.of === "time" ? "duration" : left.of;
  if (of !== "number" && of !== "time" && of !== "duration") return undefined;
  if (left.of !== right.of && right.of !== "duration") return undefined;
  const value = code`${cell.frame.constants.add(primitives.sum)}(${left.code}, ${right.code}, ${expression.kind === "add" ? 1 : -1}, ${literal(of)})`;
  const name = prepare(cell, `sum\u0000${cell.budget}`, () => value);
  return { kind: "scalar", of, code: name, sure: false };
}

/** True when it surely holds of values that are there; of others the test is not made. */
function holding(operands: readonly Operand[], holds: Code): Verdict {
  const there = operands.flatMap((operand) => isThere(operand) ?? []);
  return verdict(and([...there, holds]), or([...there.map(negated), holds]));
}

function compare(operator: ComparisonOperator, leftSide: Expression, rightSide: Expression, cell: Cell): Verdict {
  const left = operandFrom(leftSide, cell);
  const right = operandFrom(rightSide, cell);
  if (left === undefined || right === undefined) return unclear;
  if (left.kind === "missing" || right.kind === "missing") return unknown;
  switch (operator) {
    case "==":
      return equals(left, right);
    case "!=":
      return not(equals(left, right));
    case "in":
      return isIn(left, right, cell);
    case "contains":
      return contains(left, right, cell);
    case "containsAll":
    case "containsAny":
      return containsSome(operator, left, right, cell);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return order(operator, left, right);
  }
}

function equals(left: Operand, right: Operand): Verdict {
  if (left.kind === "anonymous" || right.kind === "anonymous") return holding([left, right], no);
  if (left.kind === "entity" && right.kind === "entity")
    return holding([left, right], left.type === right.type ? code`(${left.id} === ${right.id})` : no);
  if (left.kind !== "scalar" || right.kind !== "scalar" || left.of !== right.of || left.of === "ip") return unclear;
  const same = code`(${left.code} === ${right.code})`;
  // What is missing is no value, so one side that is there is enough.
  return verdict(
    left.sure || right.sure ? same : holding([left, right], same).surely,
    holding([left, right], same).perhaps,
  );
}

const orders = {
  "<": (left: Code, right: Code): Code => code`(${left} < ${right})`,
  "<=": (left: Code, right: Code): Code => code`(${left} <= ${right})`,
  ">": (left: Code, right: Code): Code => code`(${left} > ${right})`,
  ">=": (left: Code, right: Code): Code => code`(${left} >= ${right})`,
};
const opposites = { "<": ">=", "<=": ">", ">": "<=", ">=": "<" } as const;

/** With a missing value neither an order nor its opposite holds. */
function order(operator: "<" | "<=" | ">" | ">=", left: Operand, right: Operand): Verdict {
  if (left.kind !== "scalar" || right.kind !== "scalar" || left.of !== right.of) return unclear;
  if (left.of === "boolean" || left.of === "ip") return unclear;
  return verdict(orders[operator](left.code, right.code), negated(orders[opposites[operator]](left.code, right.code)));
}

function isIn(left: Operand, right: Operand, cell: Cell): Verdict {
  if (right.kind === "list") return isInList(left, right.items, cell);
  if (left.kind === "scalar" && left.of === "ip") return isWithin(left, right, cell);
  if (left.kind === "scalar" && right.kind === "set") return contains(right, left, cell);
  if (left.kind === "anonymous")
    return right.kind === "entity" || right.kind === "entities" ? holding([right], no) : unclear;
  if (left.kind !== "entity" || left.id !== cell.frame.subjectId) return unclear;
  if (right.kind === "entity") {
    if (cell.frame.schema.types.get(right.type)?.type.resource !== undefined) return unclear;
    return holding([right], isNamed(right.type, right.id, cell));
  }
  if (right.kind !== "entities") return unclear;
  const helper = cell.frame.constants.add(cell.surroundings.memberships.isInAny);
  return holding([right], code`${helper}(${subjectNode(cell)}, ${literal(left.type)}, ${left.id}, ${right.code})`);
}

function isWithin(address: Operand & { kind: "scalar" }, network: Operand, cell: Cell): Verdict {
  if (network.kind !== "scalar" || network.of !== "ip") return unclear;
  const within = code`${cell.frame.constants.add(primitives.addressWithin)}(${address.code}, ${network.code})`;
  return holding([address, network], within);
}

/** A list with a missing item is missing as a whole. */
function isInList(left: Operand, items: readonly Operand[], cell: Cell): Verdict {
  if (items.some(({ kind }) => kind === "missing")) return unknown;
  const tests = items.map((item) => (isIpPair(left, item) ? isWithin(left, item, cell) : isSameOrIn(left, item, cell)));
  const any = some(tests);
  if (!any.exact) return unclear;
  const sure = items.every((item) => isThere(item) === undefined) && any.surely;
  return sure === false || left.kind !== "scalar" || left.of === "ip"
    ? holding([left, ...items], any.surely)
    : verdict(sure, holding([left, ...items], sure).perhaps);
}

function isIpPair(left: Operand, item: Operand): left is Operand & { kind: "scalar" } {
  return left.kind === "scalar" && left.of === "ip" && item.kind === "scalar" && item.of === "ip";
}

/** Whoever is in a group is in a list with the group. */
function isSameOrIn(left: Operand, item: Operand, cell: Cell): Verdict {
  if (left.kind === "entity" && item.kind === "entity" && left.id === cell.frame.subjectId)
    return holding([item], isNamed(item.type, item.id, cell));
  if (left.kind === "entity") return unclear;
  return equals(left, item);
}

function contains(set: Operand, item: Operand, cell: Cell): Verdict {
  const { constants } = cell.frame;
  if (set.kind === "set" && item.kind === "scalar")
    return holding([set, item], code`${constants.add(primitives.includes)}(${set.code}, ${item.code})`);
  if (set.kind === "entities" && item.kind === "entity")
    return holding(
      [set, item],
      code`${constants.add(primitives.includesRef)}(${set.code}, ${literal(item.type)}, ${item.id})`,
    );
  if (set.kind === "entities" && item.kind === "anonymous") return holding([set], no);
  return unclear;
}

function containsSome(operator: "containsAll" | "containsAny", set: Operand, items: Operand, cell: Cell): Verdict {
  if (items.kind !== "list" || set.kind === "list") return unclear;
  if (items.items.some(({ kind }) => kind === "missing")) return unknown;
  const tests = items.items.map((item) => contains(set, item, cell));
  const all = operator === "containsAll" ? every(tests) : some(tests);
  if (!all.exact) return unclear;
  return holding(
    [set, ...items.items],
    items.items.length === 0 ? (operator === "containsAll" ? yes : no) : all.surely,
  );
}

function like(value: Expression, pattern: string, cell: Cell): Verdict {
  const operand = operandFrom(value, cell);
  if (operand?.kind === "missing") return unknown;
  if (operand?.kind !== "scalar" || operand.of !== "string") return unclear;
  const { constants } = cell.frame;
  const runs = constants.add(pattern.split("*"));
  return holding([operand], code`${constants.add(primitives.isLike)}(${operand.code}, ${runs})`);
}

/** False for what is missing, never unknown: the one before it is there. */
function has(path: Path, name: string, cell: Cell): Verdict {
  const { root, steps } = path;
  if (steps.length > 0 || root === "now") return unclear;
  if (root === "subject" && cell.frame.subject === undefined) return never;
  const operand = follow({ kind: "path", root, steps: [name] }, cell);
  if (operand === undefined) return unclear;
  if (operand.kind === "missing") return never;
  const there = isThere(operand) ?? yes;
  return verdict(there, there);
}

function isRole({ path, role, of }: Expression & { kind: "is" }, cell: Cell): Verdict {
  if (path.root !== "subject" || path.steps.length > 0) return unclear;
  if (of === undefined) return membership({ kind: "role", role }, cell, workOut);
  const near = of.steps.length === 0 || (of.steps.length === 1 && of.steps[0] === "parent");
  if (of.root !== "resource" || !near || cell.frame.resource.attributes.has("parent")) return unclear;
  return membership({ kind: "member", path: of.steps, name: role }, cell, workOut);
}
