import type { Action } from "@authz/model";
import type { Node } from "../facts/nodes.ts";
import type { FactsTable } from "../facts/table.ts";
import type { Schema, TypeEntry } from "../schema/schema.ts";
import { obtain } from "../values/obtain.ts";
import { peopleEverywhere } from "./people.ts";
import type { Generator, Numbering } from "./generate.ts";
import type { Memberships } from "./membership.ts";
import { createPlan, type Plan } from "./plan.ts";
import { areStrings, empty, isPlain, isText, readsProto } from "./primitives.ts";

type Members = Readonly<Record<string, unknown>>;

/** Whoever asks, as far as it is the same for many questions. */
export interface Asker {
  readonly type: string;
  readonly nodes: ReadonlyMap<string, Node>;
  /** Undefined: what the request says of declared attributes does not fit. */
  readonly fits: ((properties: unknown) => boolean | undefined) | undefined;
}

/**
 * Actions that application-wide roles decide and nothing else, as a table: a row of bits for each action of each type, a bit for
 * each role. Rows lie next to each other in one array, so that a decision touches few places of memory however large the
 * policy is. Each is worked out when it is first asked for.
 */
export interface RoleTable {
  /** Undefined: other things decide about resources of the type. */
  readonly open: (resource: TypeEntry) => TypeRows | undefined;
  /** Of a request whose parts are plain objects, without context; undefined: not by this table. */
  decide(rows: TypeRows, asker: Asker, subject: Members, action: Members, resource: Members): boolean | undefined;
}

/** The rows of a type. */
export interface TypeRows {
  readonly type: TypeEntry;
  /** The place of the first; the others follow, one for each action that there is on any type. */
  readonly first: number;
  /** By the number of the action, where facts were asked. */
  readonly plans: Plan[];
}

interface Surroundings {
  readonly table: FactsTable;
  readonly memberships: Memberships;
  readonly numberOfRole: Numbering;
  readonly startAt: (given: number | undefined) => boolean;
}

/** In place of where a row lies. */
const [unasked, nobody, elsewhere] = [-1, -2, -3];
/** 32 MiB. */
const mostWords = 8_388_608;
const mostPlaces = 1_000_000;

export function createRoleTable(
  schema: Schema,
  { table, memberships, startAt, numberOfRole }: Surroundings,
  generator: Generator,
): RoleTable {
  const rows = createRows(schema, numberOfRole, generator);
  const { application } = table;

  function decide(
    of: TypeRows,
    { type, nodes, fits }: Asker,
    subject: Members,
    action: Members,
    resource: Members,
  ): boolean | undefined {
    const name = action["name"] as string;
    const row = rows.find(of, name);
    if (row < 0) return row === nobody ? false : undefined;
    const { id, properties } = subject;
    if (!isText(id) || !isText(resource["id"])) return undefined;
    if (action["properties"] !== undefined || resource["properties"] !== undefined) return undefined;
    let asserted: readonly unknown[] | undefined;
    if (properties !== undefined) {
      const { roles, groups } = properties as Members;
      if (groups !== undefined || !isPlainHere(properties as Members)) return undefined;
      if (fits !== undefined && fits(properties) !== true) return undefined;
      if (roles !== undefined && ("roles" in empty || !areStrings(roles))) return undefined;
      asserted = roles as readonly unknown[] | undefined;
    }
    if (!startAt(undefined)) return undefined;
    if (asserted !== undefined && rows.holds(row, asserted)) return true;
    if (application.place === undefined) return false;
    return memberships.belongsAnywhere(rows.planOf(of, name), nodes, id, type, asserted);
  }

  return { open: rows.open, decide };
}

/** The rows themselves, and where each lies. */
interface Rows {
  readonly open: RoleTable["open"];
  /** Where the row of an action lies, or why it has none. */
  find(of: TypeRows, action: string): number;
  /** Is one of the roles in the row? */
  holds(row: number, asserted: readonly unknown[]): boolean;
  /** Of an action that has a row. */
  planOf(of: TypeRows, action: string): Plan;
}

function createRows(schema: Schema, bitOf: Numbering, generator: Generator): Rows {
  const { types, roles } = schema.policy;
  const actions = new Set(types.flatMap((type) => type.resource?.actions.map(({ wire }) => wire) ?? []));
  const columnOf = generator.number([...actions]);
  const width = Math.max(1, Math.ceil(roles.length / 32));
  const opened = new Map<TypeEntry, TypeRows>();
  let places = new Int32Array();
  let words = new Int32Array();
  let used = 0;

  function place({ type }: TypeRows, name: string): number {
    const action = type.actionsByWire.get(name);
    if (action === undefined) return nobody;
    const plan = planOf(action, type, schema);
    if (plan?.roots.length === 0) return nobody;
    if (plan === undefined || used + width > mostWords) return elsewhere;
    const start = used;
    used += width;
    words = grown(words, used, 0);
    for (const role of plan.asserted) {
      const bit = bitOf(role);
      (words[start + (bit >>> 5)] as number) |= 1 << (bit & 31);
    }
    return start;
  }

  return {
    open(type) {
      const known = opened.get(type);
      if (known !== undefined) return known;
      const first = opened.size * actions.size;
      if (!isDecidedByRoles(type, schema) || first + actions.size > mostPlaces) return undefined;
      places = grown(places, first + actions.size, unasked);
      return obtain(opened, type, () => ({ type, first, plans: [] }));
    },
    find(of, action) {
      const column = columnOf(action);
      if (column < 0) return nobody;
      const at = of.first + column;
      const known = places[at] as number;
      return known === unasked ? (places[at] = place(of, action)) : known;
    },
    holds(row, asserted) {
      for (let at = 0; at < asserted.length; at++) {
        const bit = bitOf(asserted[at] as string);
        if (bit >= 0 && (words[row + (bit >>> 5)] as number) & (1 << (bit & 31))) return true;
      }
      return false;
    },
    planOf: ({ type, plans }, name) =>
      (plans[columnOf(name)] ??= planOf(type.actionsByWire.get(name) as Action, type, schema) as Plan),
  };
}

/** Of `properties` alone, so that the machine learns what kind of object they are. */
const isPlainHere = readsProto
  ? (properties: Members): boolean => properties["__proto__"] === Object.prototype && !Array.isArray(properties)
  : isPlain;

/** Of some action at least: else a look at the table would be for nothing, each time. */
function isDecidedByRoles(type: TypeEntry, schema: Schema): boolean {
  const { actions = [] } = type.type.resource ?? {};
  return actions.some((action) => (planOf(action, type, schema)?.roots.length ?? 0) > 0);
}

/** Undefined when more than roles matters. */
function planOf(action: Action, resource: TypeEntry, schema: Schema): Plan | undefined {
  if (action.attributes.length > 0) return undefined;
  const everywhere = peopleEverywhere(action.name, resource, schema);
  if (everywhere === undefined) return undefined;
  const plan = createPlan(everywhere.roots, everywhere.found, { schema, anonymous: false }, 0);
  return plan.anyone || plan.types.size > 0 ? undefined : plan;
}

/** At least so long; what is new has the filling. */
function grown(list: Int32Array<ArrayBuffer>, length: number, filling: number): Int32Array<ArrayBuffer> {
  if (length <= list.length) return list;
  const longer = new Int32Array(Math.max(length, list.length * 2)).fill(filling, list.length);
  longer.set(list);
  return longer;
}
