import type { Action, Assurance, People, PolicyRule, Requirement, Scope, Statement } from "@authz/model";
import { withIncluded } from "../ceiling/ceiling.ts";
import { and, code, literal, negated, no, or, yes, type Code } from "./code.ts";
import type { Cell, Surroundings } from "./cell.ts";
import { workOut } from "./conditions.ts";
import { handBack, readMembers, unlessMissing, type Frame } from "./frame.ts";
import { absent } from "./operands.ts";
import { isPlain, membership, memberships } from "./people.ts";
import { every, never, some, verdict, type Verdict } from "./verdict.ts";

/** Conditions, people and rules of one action, counted: past that it is the interpreter's. */
const budgetOfAction = 2_000;

/** What every decision begins with, once the request has been read. */
export function begin(frame: Frame, surroundings: Surroundings): Code {
  return code`if (!${frame.constants.add(surroundings.startAt)}(${frame.time})) ${handBack}\n`;
}

/**
 * What decides about an action; undefined: the interpreter has to.
 * @param known what the code around has at hand already, by the key under which it is prepared: then it is asked for first
 */
export function writeAction(
  action: Action,
  frame: Frame,
  surroundings: Surroundings,
  known: ReadonlyMap<string, Code> = new Map(),
): Code | undefined {
  const members = readMembers(action.attributes, frame, [], frame.properties);
  if (!members.readable) return undefined;
  const cell = createCell(action, members.given, frame, surroundings, known);
  const statements = writeTable(cell);
  const locals = Array.from(members.given.values(), (name) => code`let ${name};\n`);
  return statements && code`${locals}${unlessMissing(members)}${cell.prepared}${statements}`;
}

function createCell(
  action: Action,
  given: ReadonlyMap<string, Code>,
  frame: Frame,
  surroundings: Surroundings,
  known: ReadonlyMap<string, Code>,
): Cell {
  return {
    frame,
    surroundings,
    action: action.name,
    actionValues: given,
    actionAttributes: action.attributes,
    prepared: [],
    known: new Map(known),
    budget: budgetOfAction,
  };
}

/**
 * Whether the conditions of some rule that allows the action may hold, whomever it is about; of rules without conditions it says
 * nothing.
 */
export function writeConditions(
  action: Action,
  frame: Frame,
  surroundings: Surroundings,
  known: ReadonlyMap<string, Code>,
): Code {
  if (action.attributes.length > 0) return code`return true;\n`;
  const cell = createCell(action, new Map(), frame, surroundings, known);
  const rules = (frame.resource.rules.get(cell.action) ?? []).filter((rule) => speaksOf(rule, cell));
  const guarded = rules.filter((rule) => rule.effect === "allow" && rule.guards.length > 0);
  const perhaps = or(guarded.map((rule) => every(guards(rule, cell)).perhaps));
  return code`${begin(frame, surroundings)}${cell.prepared}return ${perhaps};\n`;
}

/**
 * The table of decisions for an answer of yes or no: allowed, not denied, covered, and nothing required is missing. What the
 * interpreter has to say is left to it only where it matters.
 */
function writeTable(cell: Cell): Code | undefined {
  const { resource } = cell.frame;
  const rules = (resource.rules.get(cell.action) ?? []).filter((rule) => speaksOf(rule, cell));
  const allows = allowed(
    rules.filter(({ effect }) => effect === "allow"),
    cell,
  );
  if (allows.surely === no && allows.otherwise === yes) return undefined;
  const denies = some(rules.filter(({ effect }) => effect === "deny").map((rule) => applies(rule, cell)));
  const refusals = [denies, uncovered(cell), ...lacking(cell)];
  // What is not exact refuses when it is sure, and leaves it to the interpreter when it may refuse.
  const refused = or(refusals.map(({ exact, surely, perhaps }) => (exact ? perhaps : surely)));
  const doubtful = or(refusals.filter(({ exact }) => !exact).map(({ perhaps }) => perhaps));
  const forbidden = code`${unless(allows.otherwise, handBack)}return false;\n`;
  if (allows.surely === no) return forbidden;
  const checked = allows.surely === yes ? code`` : code`if (!${allows.surely}) {\n${forbidden}}\n`;
  return code`${checked}${unless(refused, code`return false;`)}${unless(doubtful, handBack)}return true;\n`;
}

function unless(test: Code, statement: Code): Code {
  return test === no ? code`` : code`if (${test}) ${statement}\n`;
}

function speaksOf({ targets }: Statement, { frame, action }: Cell): boolean {
  return targets.some(({ type, actions }) => type === frame.resource.type.name && actions.includes(action));
}

/** Of one resource, or of all. */
function targeted({ targets }: Statement, { frame, action }: Cell): Verdict {
  const here = targets.filter(({ type, actions }) => type === frame.resource.type.name && actions.includes(action));
  const tests = here.map(({ id }) => (id === undefined ? yes : code`(${frame.resourceId} === ${literal(id)})`));
  const test = or(tests);
  return verdict(test, test);
}

function applies(rule: PolicyRule, cell: Cell): Verdict {
  const people = membership(rule.who, cell, workOut);
  const conditions = guards(rule, cell);
  // Conditions cost less than people: who is among them is asked last.
  return every([targeted(rule, cell), ...conditions, people]);
}

function guards({ guards: all }: Statement, cell: Cell): readonly Verdict[] {
  return all.map((guard) => workOut(guard, cell));
}

interface Allowed {
  readonly surely: Code;
  /** Whether the interpreter could say otherwise: a rule is its own, or one holds if exclusive roles do not matter. */
  readonly otherwise: Code;
}

/** All that are allowed without a condition are one question. */
function allowed(rules: readonly PolicyRule[], cell: Cell): Allowed {
  const plain: People = {
    kind: "or",
    items: rules.filter((rule) => isPlain(rule, cell.frame.resource.type.name)).map(({ who }) => who),
  };
  const people = memberships(plain, cell, workOut);
  const guarded = rules
    .filter((rule) => !isPlain(rule, cell.frame.resource.type.name))
    .map((rule) => applies(rule, cell));
  const parts = [...guarded, ...people];
  return {
    surely: or(parts.filter(({ separable }) => !separable).map(({ surely }) => surely)),
    otherwise: or(
      parts.flatMap(({ exact, separable, surely, perhaps }) => {
        if (exact) return separable ? [surely] : [];
        return [perhaps];
      }),
    ),
  };
}

/** Of each requirement, whether it is in force (as one is unless it is surely not) and not met. */
function lacking(cell: Cell): readonly Verdict[] {
  const { frame, action } = cell;
  const all = (frame.resource.requirements.get(action) ?? []).filter((requirement) => speaksOf(requirement, cell));
  return all.map((requirement) => lacks(requirement, cell));
}

function lacks(requirement: Requirement, cell: Cell): Verdict {
  const { frame, surroundings } = cell;
  const inForce = every([targeted(requirement, cell), ...guards(requirement, cell)]);
  const { constants, schema } = frame;
  const claim = (name: string): Code => claimOf(name, cell);
  const assurances = schema.policy.assurances.filter(({ name }) => requirement.assurances.includes(name));
  const unassured = assurances.map((assurance: Assurance) =>
    negated(
      code`${constants.add(surroundings.isAssured)}(${constants.add(assurance)}, ${claim("acr")}, ${claim("amr")}, ${claim("auth_time")})`,
    ),
  );
  const { scopes } = requirement;
  const unnamed =
    scopes.length === 0
      ? []
      : [
          code`(${claim("scope")} !== undefined && !${constants.add(surroundings.namesAll)}(${claim("scope")}, ${constants.add(surroundings.scopeBits(scopes))}))`,
        ];
  const unmet = or([...unassured, ...unnamed]);
  return every([inForce, verdict(unmet, unmet)]);
}

function claimOf(name: string, { frame }: Cell): Code {
  return frame.given.token.get(name) ?? absent;
}

/** Whether the token has scopes, none of which covers the action. */
function uncovered(cell: Cell): Verdict {
  const covered = coverage(cell);
  if (covered === yes) return never;
  const named = code`(${claimOf("scope", cell)} !== undefined)`;
  if (covered === undefined) return { ...verdict(no, named), exact: false };
  const test = and([named, negated(covered)]);
  return verdict(test, test);
}

/** Whether a token with a scope covers the action; undefined when that depends on which resource it is. */
function coverage(cell: Cell): Code | undefined {
  const { frame, action, surroundings } = cell;
  const { scopes } = frame.schema.policy;
  if (scopes.length === 0) return yes;
  const speaking = (scope: Scope) =>
    scope.covers.filter(({ type, actions }) => type === frame.resource.type.name && actions.includes(action));
  if (scopes.some((scope) => speaking(scope).some(({ id }) => id !== undefined))) return undefined;
  const covering = scopes.filter((scope) => speaking(scope).length > 0);
  const names = new Set(covering.flatMap(({ name }) => name ?? []));
  const everybodys = scopes.filter(({ name }) => name === undefined);
  const free = withIncluded(
    scopes,
    everybodys.flatMap(({ includes }) => includes),
  );
  if (covering.some(({ name }) => name === undefined) || [...free].some((name) => names.has(name))) return yes;
  if (names.size === 0) return no;
  const { constants } = frame;
  return code`${constants.add(surroundings.namesAny)}(${claimOf("scope", cell)}, ${constants.add(surroundings.scopeBits(names))})`;
}
