import type { Action } from "@authz/model";
import { isAssured } from "../ceiling/ceiling.ts";
import { createNode, type Node } from "../facts/nodes.ts";
import type { FactsTable } from "../facts/table.ts";
import type { Schema, TypeEntry } from "../schema/schema.ts";
import type { Shortcut } from "../search/each.ts";
import { obtain } from "../values/obtain.ts";
import type { Surroundings } from "./cell.ts";
import { code, createConstants, literal, printCode } from "./code.ts";
import { begin, writeAction } from "./decision-code.ts";
import { createEach } from "./each.ts";
import { createEntry, type Counter, type Decide, type Desk, type Desks } from "./entry.ts";
import { checkContext, handBack, readAttributes, readRequest, refuseOneself, type FitsContext } from "./frame.ts";
import { createGenerator, longestFunction, type Generator } from "./generate.ts";
import { createMemberships, type Notes } from "./membership.ts";
import { bitsOf } from "./primitives.ts";
import { createRoleTable, type Asker, type RoleTable } from "./role-table.ts";
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

const interpret: Decide = () => undefined;

/**
 * Undefined where code from strings is forbidden. Nothing is generated before something is asked. Whatever throws on the way is the
 * interpreter's matter: getters and proxies of the request, the clock, and generating itself when somebody has changed what all
 * objects have.
 */
export function createCompiled(schema: Schema, table: FactsTable, clock: Clock): Compiled | undefined {
  const generator = createGenerator();
  if (generator.forbidden) return undefined;
  const notes: Notes = { time: Number.NaN, unclear: false };
  let opened: ReturnType<typeof openCompiled> | undefined;
  const open = () => (opened ??= openCompiled(schema, table, clock, notes, generator));
  // Getters, proxies and clocks may ask in their turn, in the middle of a decision.
  let busy = false;
  return {
    each(request, kind, now) {
      try {
        return busy ? undefined : open().each(request, kind, now);
      } catch {
        return undefined;
      }
    },
    decide(request) {
      if (busy) return undefined;
      busy = true;
      let answer: boolean | undefined;
      try {
        answer = open().entry(request);
      } catch {
        // Left to the interpreter.
      }
      busy = false;
      if (!notes.unclear) return answer;
      notes.unclear = false;
      return undefined;
    },
  };
}

function openCompiled(schema: Schema, table: FactsTable, clock: Clock, notes: Notes, generator: Generator) {
  const surroundings = createSurroundings(schema, table, clock, notes, generator);
  const roles = createRoleTable(schema, surroundings, generator);
  return {
    entry: createEntry(createDesks(schema, surroundings, generator, roles), roles, generator),
    each: createEach(schema, surroundings, generator, notes),
  };
}

function createDesks(schema: Schema, surroundings: Surroundings, generator: Generator, roles: RoleTable): Desks {
  const types = [...schema.typesByWire.values()];
  const numberOf = generator.number(types.map(({ type }) => type.wire));
  function openCounter(desk: Desk, type: TypeEntry): Counter {
    const { type: subject } = desk;
    const rows = subject === undefined || subject === type ? undefined : roles.open(type);
    // oxlint-disable-next-line no-param-reassign
    if (rows !== undefined) desk.asker ??= createAsker(subject as TypeEntry, schema, surroundings, generator);
    const counter: Counter = {
      rows: desk.asker && rows,
      decide(asker, action, asked, context, name) {
        counter.decide = writeDecide(type, subject, schema, surroundings, generator);
        return counter.decide(asker, action, asked, context, name);
      },
    };
    return counter;
  }

  return {
    all: [...types.filter(({ type }) => type.subject), undefined].map((type) => ({
      type,
      asker: undefined,
      counters: types.map(() => undefined),
    })),
    counterOf(desk, name) {
      const at = numberOf(name);
      return at < 0 ? undefined : (desk.counters[at] ??= openCounter(desk, types[at] as TypeEntry));
    },
  };
}

/** Undefined when what is said of such subjects is the interpreter's matter. */
function createAsker(
  { type }: TypeEntry,
  schema: Schema,
  { table }: Surroundings,
  generator: Generator,
): Asker | undefined {
  const constants = createConstants();
  const body = readAttributes(constants, schema, type.attributes);
  const fits = body && (generator.make(code`properties`, body, constants) as Asker["fits"]);
  return fits && { type: type.name, nodes: table.nodes(type.name), fits };
}

function createSurroundings(
  schema: Schema,
  table: FactsTable,
  clock: Clock,
  notes: Notes,
  generator: Generator,
): Surroundings {
  const read = (): number => (clock.own ? clock.read().getTime() : Date.now());
  const now = (): number => (Number.isNaN(notes.time) ? (notes.time = read()) : notes.time);
  const { roles } = schema.policy;
  const numberOfRole = generator.number(roles.map(({ wire }) => wire));
  const constants = createConstants();
  const check = checkContext(constants, schema);
  const unheardOf = new Map<string, Node>();
  const slots = new Map<string, number>();
  return {
    table,
    memberships: createMemberships(table, schema, notes, now, numberOfRole),
    fitsContext: check && (generator.make(code`context`, check, constants) as FitsContext),
    numberOfRole,
    roleBits: ({ asserted }) => bitsOf(Array.from(asserted, numberOfRole), roles.length),
    now,
    ...createScopeClaims(schema.policy, generator.number),
    startAt(given) {
      notes.time = given ?? (clock.own ? read() : Number.NaN);
      return !clock.own || Number.isFinite(notes.time);
    },
    isAssured: (assurance, acr, amr = [], at) =>
      isAssured(assurance, acr, amr, at, assurance.within === undefined ? 0 : now()),
    unheardOf: (type) => obtain(unheardOf, type, () => createNode({ type, id: "" })),
    nextPlan(type) {
      const slot = (slots.get(type) ?? 0) + 1;
      slots.set(type, slot);
      return slot;
    },
  };
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
  const open = (name: string): Decide => {
    const declared = actions.find(({ wire }) => wire === name);
    if (declared === undefined) return interpret;
    return obtain(
      apart,
      name,
      () => writeFunction([declared], resource, subject, schema, surroundings, generator) ?? interpret,
    );
  };
  return (asker, action, asked, context, name) => (apart.get(name) ?? open(name))(asker, action, asked, context, name);
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
  const request = readRequest(constants, schema, resource, subject, surroundings.fitsContext);
  if (request === undefined) return interpret;
  const { frame, statements } = request;
  const cases = actions.flatMap((action) => {
    const written = writeAction(action, frame, surroundings);
    return written === undefined ? [] : code`case ${literal(action.wire)}: {\n${written}}\n`;
  });
  if (cases.length === 0) return interpret;
  const body = code`${statements}${refuseOneself(frame)}${begin(frame, surroundings)}switch (name) {\n${cases}default: ${handBack}\n}`;
  if (printCode(body).length > longestFunction) return actions.length === 1 ? interpret : undefined;
  return generator.make(code`subject, action, resource, context, name`, body, constants) as Decide;
}
