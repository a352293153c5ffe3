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
import { checkContext, handBack, readAttributes, readRequest, refuseOneself, type FitsContext } from "./frame.ts";
import { createGenerator, longestFunction, type Generator } from "./generate.ts";
import { createMemberships, type Notes } from "./membership.ts";
import { bitsOf, empty, isPlain, readsProto } from "./primitives.ts";
import { createRoleTable, type Asker, type RoleTable, type TypeRows } from "./role-table.ts";
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

type Members = Readonly<Record<string, unknown>>;

/** A request, if it is one. */
type Parts = Readonly<Record<"subject" | "action" | "resource", Members>> & Members;

/** What generated code is called with: what stands in the request, looked at no further. */
type Decide = (
  subject: unknown,
  action: unknown,
  resource: unknown,
  context: unknown,
  name: string,
) => boolean | undefined;

/** What decides about one type of subjects: a counter for each type by its number, made when it is first asked for. */
interface Desk {
  readonly subject: string;
  readonly type: TypeEntry | undefined;
  /** Once a table of roles decides for them. */
  asker: Asker | undefined;
  readonly counters: Counter[];
}

/** What decides about one type of subjects and one of resources. */
interface Counter {
  /** Of the resources. */
  readonly type: TypeEntry;
  /** In the table of roles; undefined: it has none. */
  readonly rows: TypeRows | undefined;
  /** Generated code, once it is needed. */
  decide: Decide | undefined;
}

const interpret: Decide = () => undefined;

/** Undefined where code from strings is forbidden. */
export function createCompiled(schema: Schema, table: FactsTable, clock: Clock): Compiled | undefined {
  const generator = createGenerator();
  if (generator.forbidden) return undefined;
  const notes: Notes = { time: Number.NaN, unclear: false };
  const surroundings = createSurroundings(schema, table, clock, notes, generator);
  let busy = false;
  const roles = createRoleTable(schema, surroundings, generator);
  const desks = createDesks(schema, surroundings, generator, roles);
  const each = createEach(schema, surroundings, generator, notes);

  function decide(request: unknown): boolean | undefined {
    const { subject, action, resource, context } = request as Parts;
    const { type: subjectType } = subject;
    const { name } = action;
    const { type: resourceType } = resource;
    if (typeof name !== "string" || typeof resourceType !== "string") return undefined;
    if (!arePlain(request as Parts, subject, action, resource) || isPolluted()) return undefined;
    const desk = desks.of(subjectType);
    if (desk === undefined) return undefined;
    const at = desks.number(resourceType);
    if (at < 0) return undefined;
    const counter = desk.counters[at] ?? desks.open(desk, at);
    if (counter.rows !== undefined && context === undefined) {
      const answer = roles.decide(counter.rows, desk.asker as Asker, subject, action, resource);
      if (answer !== undefined) return answer;
    }
    const decideByCode = counter.decide ?? desks.write(desk, counter);
    return decideByCode(subject, action, resource, context, name);
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

function createDesks(schema: Schema, surroundings: Surroundings, generator: Generator, roles: RoleTable) {
  const types = [...schema.typesByWire.values()];
  const askers = [...types.filter(({ type }) => type.subject), undefined];
  const desks = askers.map((type): Desk => ({
    subject: type?.type.wire ?? "anonymous",
    type,
    asker: undefined,
    counters: [],
  }));
  return {
    number: generator.number([...schema.typesByWire.keys()]),
    of(subject: unknown): Desk | undefined {
      for (let at = 0; at < desks.length; at++) {
        const desk = desks[at] as Desk;
        if (desk.subject === subject) return desk;
      }
      return undefined;
    },
    open(desk: Desk, at: number): Counter {
      const type = types[at] as TypeEntry;
      const rows = desk.type === undefined || desk.type === type ? undefined : roles.open(type);
      // oxlint-disable-next-line no-param-reassign
      if (rows !== undefined) desk.asker ??= createAsker(desk.type as TypeEntry, schema, surroundings, generator);
      const made: Counter = { type, rows: desk.asker && rows, decide: undefined };
      desk.counters[at] = made;
      return made;
    },
    /** Generates the code of a counter. */
    write(desk: Desk, counter: Counter): Decide {
      const made = writeDecide(counter.type, desk.type, schema, surroundings, generator);
      // oxlint-disable-next-line no-param-reassign
      counter.decide = made;
      return made;
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
  const asker: Asker = { type: type.name, nodes: table.nodes(type.name), fits: undefined };
  if (type.attributes.length === 0) return asker;
  const constants = createConstants();
  const body = readAttributes(constants, schema, type.attributes);
  return body && { ...asker, fits: generator.make(code`properties`, body, constants) as Asker["fits"] };
}

/** Each place has its own piece of code, so that the machine learns of each what kind of object stands there. */
function arePlainByProto(request: Parts, subject: Members, action: Members, resource: Members): boolean {
  const { prototype } = Object;
  return (
    request["__proto__"] === prototype &&
    subject["__proto__"] === prototype &&
    action["__proto__"] === prototype &&
    resource["__proto__"] === prototype &&
    !Array.isArray(request) &&
    !Array.isArray(subject) &&
    !Array.isArray(action) &&
    !Array.isArray(resource)
  );
}

const arePlain = readsProto ? arePlainByProto : (...parts: readonly Members[]): boolean => parts.every(isPlain);

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
