import {
  compareText,
  type Expression,
  type Origin,
  type People,
  type Policy,
  type PolicyRule,
  type Requirement,
} from "@authz/model";
import { isTargeted } from "../ceiling/ceiling.ts";
import { printExpression, printPeople } from "../explain/print.ts";
import type { Facts } from "../facts/facts.ts";
import { createFactsTable, type FactsTable } from "../facts/table.ts";
import { createWorld, type World } from "../facts/world.ts";
import { createScene } from "../reference/decide.ts";
import { truthOf } from "../reference/expressions.ts";
import { createMembership, type Membership } from "../reference/people.ts";
import { decodeRequest } from "../request/decode-request.ts";
import { readRequest } from "../request/read-request.ts";
import { createSchema } from "../schema/schema.ts";
import { every, type Truth } from "../values/truth.ts";

/** How often something came out how. */
export interface TruthCounts {
  readonly true: number;
  readonly false: number;
  readonly unknown: number;
}

/** What tests have made of the rules and requirements of a policy, by file and line. Plain data. */
export type Coverage = readonly StatementCoverage[];

/** Counted whenever a request asks for something that the statement targets. */
export interface StatementCoverage {
  readonly id: string;
  readonly effect: "allow" | "deny" | "require";
  readonly origin: Origin;
  /** Whether it applied. */
  readonly outcomes: TruthCounts;
  readonly branches: readonly BranchCoverage[];
}

/** One of several people that a rule names; or a condition of a guard, counted where the people of the rule did not rule it out. */
export interface BranchCoverage {
  readonly kind: "people" | "condition";
  /** As the language writes it. */
  readonly text: string;
  readonly outcomes: TruthCounts;
}

export interface CoverageRecorder {
  /** Takes what `onRequest` of the tests' options is told. */
  record(request: unknown, facts: Facts): void;
  result(): Coverage;
}

interface Counter {
  true: number;
  false: number;
  unknown: number;
}

interface Branch<T> {
  readonly part: T;
  readonly counter: Counter;
}

interface Statement {
  readonly statement: PolicyRule | Requirement;
  readonly counter: Counter;
  readonly people: readonly Branch<People>[];
  readonly conditions: readonly Branch<Expression>[];
}

/** Evaluates every rule that a request is about once more, part by part. `now` is the time of requests that say none. */
export function createCoverage(policy: Policy, now: Date): CoverageRecorder {
  const schema = createSchema(policy);
  const statements = [...policy.rules, ...policy.requirements].map(prepare);
  let last: { readonly facts: Facts; readonly table: FactsTable } | undefined;
  return {
    record(data, facts) {
      const { request } = readRequest(data);
      const decoded = request && decodeRequest(request, schema, () => now);
      if (decoded?.kind !== "question") return;
      if (last?.facts !== facts) last = { facts, table: createFactsTable(facts) };
      const world = createWorld(schema, last.table, decoded.question);
      const membership = createMembership(world);
      const targeted = statements.filter(({ statement }) => isTargeted(statement.targets, world.question));
      for (const statement of targeted) recordStatement(statement, world, membership);
    },
    result: () => statements.map(report).sort(byPlace),
  };
}

/** Of tests that ran apart, on the same policy. */
export function addCoverage(left: Coverage, right: Coverage): Coverage {
  return left.map((statement, index) => {
    const other = right[index];
    if (other === undefined) return statement;
    const branches = statement.branches.map((branch, at) => ({
      ...branch,
      outcomes: addCounts(branch.outcomes, other.branches[at]?.outcomes),
    }));
    return { ...statement, outcomes: addCounts(statement.outcomes, other.outcomes), branches };
  });
}

function addCounts(left: TruthCounts, right: TruthCounts = { true: 0, false: 0, unknown: 0 }): TruthCounts {
  return {
    true: left.true + right.true,
    false: left.false + right.false,
    unknown: left.unknown + right.unknown,
  };
}

function prepare(statement: PolicyRule | Requirement): Statement {
  const people = "who" in statement ? alternatives(statement.who) : [];
  return {
    statement,
    counter: zero(),
    people: (people.length > 1 ? people : []).map(branchOf),
    conditions: statement.guards.flatMap(conditionsOf).map(branchOf),
  };
}

function branchOf<T>(part: T): Branch<T> {
  return { part, counter: zero() };
}

function zero(): Counter {
  return { true: 0, false: 0, unknown: 0 };
}

function count(to: Counter, value: Truth): void {
  to[value === undefined ? "unknown" : value ? "true" : "false"] += 1;
}

/** Each name in a people-expression; `anyone` is always true. */
function alternatives(people: People): readonly People[] {
  switch (people.kind) {
    case "anyone":
      return [];
    case "or":
    case "and":
      return people.items.flatMap(alternatives);
    case "butNot":
      return [...alternatives(people.people), ...alternatives(people.except)];
    case "type":
    case "role":
    case "member":
      return [people];
  }
}

/** The comparisons that a guard is made of. `unless x` counts as what it says: `x`. */
function conditionsOf(guard: Expression): readonly Expression[] {
  if (guard.kind === "and" || guard.kind === "or") return guard.items.flatMap(conditionsOf);
  return guard.kind === "not" ? conditionsOf(guard.operand) : [guard];
}

function recordStatement(
  { statement, counter: outcomes, people, conditions }: Statement,
  world: World,
  membership: Membership,
): void {
  const { subject, resource } = world.question;
  const scene = createScene("all", world, membership);
  const who = "who" in statement ? membership.among(subject, statement.who, resource, "all") : true;
  count(
    outcomes,
    every([who, ...statement.guards], (part) => (isTruth(part) ? part : truthOf(part, scene))),
  );
  for (const { part, counter: to } of people) count(to, membership.among(subject, part, resource, "all"));
  if (who === false) return;
  for (const { part, counter: to } of conditions) count(to, truthOf(part, scene));
}

function isTruth(part: Truth | Expression): part is Truth {
  return typeof part !== "object";
}

function report({ statement, counter: outcomes, people, conditions }: Statement): StatementCoverage {
  return {
    id: statement.id,
    effect: "effect" in statement ? statement.effect : "require",
    origin: statement.origin,
    outcomes: { ...outcomes },
    branches: [
      ...people.map(({ part, counter: to }) => ({
        kind: "people" as const,
        text: printPeople(part),
        outcomes: { ...to },
      })),
      ...conditions.map(({ part, counter: to }) => ({
        kind: "condition" as const,
        text: printExpression(part),
        outcomes: { ...to },
      })),
    ],
  };
}

function byPlace({ origin: left }: StatementCoverage, { origin: right }: StatementCoverage): number {
  return compareText(left.source, right.source) || left.line - right.line || left.column - right.column;
}
