import type { Action, Assurance } from "@authz/model";
import { createNode, type Node } from "../facts/nodes.ts";
import type { FactsTable } from "../facts/table.ts";
import type { Schema, TypeEntry } from "../schema/schema.ts";
import type { Surroundings } from "./cell.ts";
import { code, createConstants, literal, printCode } from "./code.ts";
import { writeAction } from "./decision-code.ts";
import { handBack, readRequest } from "./frame.ts";
import { createGenerator, type Generator } from "./generate.ts";
import { createMemberships, type Notes } from "./membership.ts";
import { includes, isPlain } from "./primitives.ts";
import { createScopeClaims } from "./scope-claims.ts";

/** Decides what it can by generated code. */
export interface Compiled {
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

/** The generated code of one resource type for one subject type, made when it is first asked for. */
interface Desk {
  readonly subject: string;
  readonly decide: Decide;
  readonly next: Desk | undefined;
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
  const desks = new Map<string, Desk>();
  let busy = false;

  function deskOf(resource: string, subject: string): Decide {
    const first = desks.get(resource);
    for (let desk = first; desk !== undefined; desk = desk.next) if (desk.subject === subject) return desk.decide;
    const entry = schema.typesByWire.get(resource);
    const who = schema.typesByWire.get(subject);
    // Types that nobody declares are as many as callers like.
    if (entry?.type.resource === undefined || (subject !== "anonymous" && who?.type.subject !== true)) return interpret;
    const made = writeDecide(entry, subject === "anonymous" ? undefined : who, schema, surroundings, generator);
    desks.set(resource, { subject, decide: made, next: first });
    return made;
  }

  function decide(request: unknown): boolean | undefined {
    const { subject, action, resource, context } = request as Readonly<Record<string, unknown>>;
    const { type: subjectType } = subject as Readonly<Record<string, unknown>>;
    const { name } = action as Readonly<Record<string, unknown>>;
    const { type: resourceType } = resource as Readonly<Record<string, unknown>>;
    if (typeof subjectType !== "string" || typeof name !== "string" || typeof resourceType !== "string")
      return undefined;
    if (!isPlain(request) || !isPlain(subject) || !isPlain(action) || !isPlain(resource) || isPolluted())
      return undefined;
    return deskOf(resourceType, subjectType)(subject, action, resource, context, name);
  }

  return {
    decide(request) {
      // Getters and clocks may ask in their turn, in the middle of a decision.
      if (busy) return undefined;
      busy = true;
      try {
        const answer = decide(request);
        return notes.unclear ? undefined : answer;
      } catch {
        return undefined;
      } finally {
        notes.unclear = false;
        busy = false;
      }
    },
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
  let length = 0;
  const cases = [];
  for (const action of actions) {
    const body = writeAction(action, frame, surroundings);
    if (body === undefined) continue;
    length += printCode(body).length;
    if (length > longest) return undefined;
    cases.push(code`case ${literal(action.wire)}: {\n${body}}\n`);
  }
  if (cases.length === 0) return interpret;
  const one =
    subject?.type.name === resource.type.name
      ? code`if (${frame.subjectId} === ${frame.resourceId}) ${handBack}\n`
      : code``;
  const body = code`${statements}${one}switch (name) {\n${cases}default: ${handBack}\n}`;
  return generator.make(code`subject, action, resource, context, name`, body, constants) as Decide;
}
