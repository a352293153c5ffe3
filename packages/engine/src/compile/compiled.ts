import type { Action, Assurance } from "@authz/model";
import { createNode, type Node } from "../facts/nodes.ts";
import type { FactsTable } from "../facts/table.ts";
import type { Schema, TypeEntry } from "../schema/schema.ts";
import type { Shortcut } from "../search/each.ts";
import type { Surroundings } from "./cell.ts";
import { code, createConstants, literal, printCode, type Code } from "./code.ts";
import { writeAction, writePlan } from "./decision-code.ts";
import { handBack, readRequest } from "./frame.ts";
import { createEach } from "./each.ts";
import { createGenerator, type Generator } from "./generate.ts";
import { createMemberships, type Notes } from "./membership.ts";
import { includes, isPlain } from "./primitives.ts";
import { createScopeClaims } from "./scope-claims.ts";

/** Decides what it can by generated code. */
export interface Compiled extends Shortcut {
  /** Whether it is granted; undefined: the interpreter has to say. */
  decide(request: unknown): boolean | undefined;
}

/** Milliseconds since 1970; `own`: it is the caller's, and may fail. */
export interface Clock {
  readonly read: () => Date;
  readonly own: boolean;
}

/** What generated code is called with: what stands in the request, looked at no further. */
type Decide = (
  subject: unknown,
  action: unknown,
  resource: unknown,
  context: unknown,
  name: string,
) => boolean | undefined;

/** The generated code for one type of subjects: by resource type as the wire spells it, made when it is first asked for. */
interface Desk {
  readonly subject: string;
  readonly type: TypeEntry | undefined;
  readonly resources: Map<string, Decide>;
}

/** A function longer than that is not made faster by the machine any more. */
const longest = 60_000;
const empty: object = {};
const interpret: Decide = () => undefined;

/** Undefined where code from strings is forbidden. */
export function createCompiled(schema: Schema, table: FactsTable, clock: Clock): Compiled | undefined {
  const generator = createGenerator();
  if (generator.forbidden) return undefined;
  const notes: Notes = { time: Number.NaN, unclear: false };
  const surroundings = createSurroundings(schema, table, clock, notes);
  let busy = false;
  const decideFor = createDesks(schema, surroundings, generator);
  const each = createEach(schema, surroundings, generator, notes);

  function decide(request: unknown): boolean | undefined {
    const { subject, action, resource, context } = request as Readonly<Record<string, unknown>>;
    const { type: subjectType } = subject as Readonly<Record<string, unknown>>;
    const { name } = action as Readonly<Record<string, unknown>>;
    const { type: resourceType } = resource as Readonly<Record<string, unknown>>;
    if (typeof subjectType !== "string" || typeof name !== "string" || typeof resourceType !== "string")
      return undefined;
    if (!isPlain(request) || !isPlain(subject) || !isPlain(action) || !isPlain(resource) || isPolluted())
      return undefined;
    return decideFor(subjectType, resourceType)(subject, action, resource, context, name);
  }

  return {
    each: (request, kind, now) => (busy ? undefined : each(request, kind, now)),
    decide(request) {
      // Getters, proxies and clocks may ask in their turn, in the middle of a decision.
      if (busy) return undefined;
      busy = true;
      let answer: boolean | undefined;
      try {
        answer = decide(request);
      } catch {
        // What they throw is the interpreter's matter.
      }
      busy = false;
      if (!notes.unclear) return answer;
      notes.unclear = false;
      return undefined;
    },
  };
}

function createDesks(schema: Schema, surroundings: Surroundings, generator: Generator) {
  const desks: Desk[] = [];
  function deskOf(subject: string): Desk | undefined {
    for (let at = 0; at < desks.length; at++) {
      const desk = desks[at] as Desk;
      if (desk.subject === subject) return desk;
    }
    const type = schema.typesByWire.get(subject);
    // Types that nobody declares are as many as callers like.
    if (subject !== "anonymous" && type?.type.subject !== true) return undefined;
    const made: Desk = { subject, type: subject === "anonymous" ? undefined : type, resources: new Map() };
    desks.push(made);
    return made;
  }

  function write(desk: Desk, resource: string): Decide {
    const entry = schema.typesByWire.get(resource);
    if (entry?.type.resource === undefined) return interpret;
    const made = writeDecide(entry, desk.type, schema, surroundings, generator);
    desk.resources.set(resource, made);
    return made;
  }

  return (subject: string, resource: string): Decide => {
    const desk = deskOf(subject);
    return desk === undefined ? interpret : (desk.resources.get(resource) ?? write(desk, resource));
  };
}

/** What stands on prototypes is no member of any request. */
function isPolluted(): boolean {
  return (
    "subject" in empty ||
    "action" in empty ||
    "resource" in empty ||
    "context" in empty ||
    "type" in empty ||
    "id" in empty ||
    "name" in empty ||
    "properties" in empty
  );
}

function createSurroundings(schema: Schema, table: FactsTable, clock: Clock, notes: Notes): Surroundings {
  const read = (): number => (clock.own ? clock.read().getTime() : Date.now());
  const now = (): number => (Number.isNaN(notes.time) ? (notes.time = read()) : notes.time);
  const unheardOf = new Map<string, Node>();
  const slots = new Map<string, number>();
  return {
    table,
    memberships: createMemberships(table, schema, notes, now),
    now,
    ...createScopeClaims(schema.policy),
    startAt(given) {
      notes.time = given ?? (clock.own ? read() : Number.NaN);
      return !clock.own || Number.isFinite(notes.time);
    },
    isAssured: (assurance, acr, amr, at) => isAssured(assurance, acr, amr, at, now),
    unheardOf(type) {
      const known = unheardOf.get(type) ?? createNode({ type, id: "" });
      unheardOf.set(type, known);
      return known;
    },
    nextPlan(type) {
      const slot = (slots.get(type) ?? 0) + 1;
      slots.set(type, slot);
      return slot;
    },
  };
}

/** As the ceiling has it, of claims in the plain form. */
function isAssured(
  { acr: levels, amr: methods, within }: Assurance,
  acr: string | undefined,
  amr: readonly string[] | undefined,
  at: number | undefined,
  now: () => number,
): boolean {
  const listed = levels.length + methods.length > 0;
  const met =
    (acr !== undefined && levels.includes(acr)) || (amr !== undefined && methods.some((one) => includes(amr, one)));
  if (listed && !met) return false;
  if (within === undefined) return true;
  if (at === undefined) return false;
  const age = now() - at;
  return age >= 0 && age <= within * 1000;
}

function writeDecide(
  resource: TypeEntry,
  subject: TypeEntry | undefined,
  schema: Schema,
  surroundings: Surroundings,
  generator: Generator,
): Decide {
  const actions = resource.type.resource?.actions ?? [];
  const whole = writeFunction(actions, resource, subject, schema, surroundings, generator);
  if (whole !== undefined) return whole;
  const apart = new Map<string, Decide>();
  const known = new Map(actions.map((action) => [action.wire, action]));
  return (asker, action, asked, context, name) => {
    const declared = known.get(name);
    if (declared === undefined) return undefined;
    const before = apart.get(name);
    const decide = before ?? writeFunction([declared], resource, subject, schema, surroundings, generator) ?? interpret;
    if (before === undefined) apart.set(name, decide);
    return decide(asker, action, asked, context, name);
  };
}

/** Undefined when it would become too long. */
function writeFunction(
  actions: readonly Action[],
  resource: TypeEntry,
  subject: TypeEntry | undefined,
  schema: Schema,
  surroundings: Surroundings,
  generator: Generator,
): Decide | undefined {
  const constants = createConstants();
  const request = readRequest(constants, schema, resource, subject);
  if (request === undefined) return interpret;
  const { frame, statements } = request;
  const [plan, asserted] = [frame.local(), frame.local()];
  const cases: Code[] = [];
  let plans = 0;
  for (const action of actions) {
    const written = writeAction(action, frame, surroundings);
    if (written.kind === "interpreted") continue;
    if (written.kind === "plan") plans++;
    const then =
      written.kind === "plan"
        ? code`${asserted} = ${constants.add(written.plan.asserted)}; ${plan} = ${constants.add(written.plan)}; break;`
        : code`{\n${written.code}}`;
    cases.push(code`case ${literal(action.wire)}: ${then}\n`);
  }
  if (cases.length === 0) return interpret;
  const one =
    subject?.type.name === resource.type.name
      ? code`if (${frame.subjectId} === ${frame.resourceId}) ${handBack}\n`
      : code``;
  const end = plans === 0 ? code`` : writePlan(plan, asserted, frame, surroundings);
  const body = code`${statements}${one}let ${plan}, ${asserted};\nswitch (name) {\n${cases}default: ${handBack}\n}\n${end}`;
  if (printCode(body).length > longest) return actions.length === 1 ? interpret : undefined;
  return generator.make(code`subject, action, resource, context, name`, body, constants) as Decide;
}
