import type { Action } from "@authz/model";
import type { Node } from "../facts/nodes.ts";
import type { FactsTable } from "../facts/table.ts";
import type { Schema, TypeEntry } from "../schema/schema.ts";
import { obtain } from "../values/obtain.ts";
import { peopleEverywhere } from "./people.ts";
import type { Generator, Numbering } from "./generate.ts";
import type { Memberships } from "./membership.ts";
import { createPlan, type Plan } from "./plan.ts";

/** Whoever asks, as far as it is the same for many questions. */
export interface Asker {
  readonly type: string;
  readonly nodes: ReadonlyMap<string, Node>;
  /** True: what the request says of declared attributes fits. */
  readonly fits: (properties: unknown) => boolean | undefined;
}

/**
 * Actions that application-wide roles decide and nothing else, as a table: a row of bits for each action of each type, a bit for
 * each role. Rows lie next to each other in one array, so that a decision touches few places of memory however large the
 * policy is. Each is worked out when it is first asked for.
 */
export interface RoleTable {
  /** Undefined: other things decide about resources of the type. */
  readonly open: (resource: TypeEntry) => TypeRows | undefined;
  /**
   * Undefined: not by this table.
   * @param asserted roles that the caller brings
   */
  readonly decide: (
    rows: TypeRows,
    asker: Asker,
    action: string,
    id: string,
    asserted: readonly unknown[] | undefined,
  ) => boolean | undefined;
}

/** The rows of a type. */
export interface TypeRows {
  readonly type: TypeEntry;
  /** The place of the first; the others follow, one for each action that there is on any type. */
  readonly first: number;
  /** Of the actions that have a row, by their numbers: for asking facts. */
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
  { table, memberships, numberOfRole, startAt }: Surroundings,
  generator: Generator,
): RoleTable {
  const { types, roles } = schema.policy;
  const actions = [...new Set(types.flatMap(({ resource }) => resource?.actions.map(({ wire }) => wire) ?? []))];
  const columnOf = generator.number(actions);
  const width = Math.max(1, Math.ceil(roles.length / 32));
  const opened = new Map<TypeEntry, TypeRows>();
  let [places, words, used] = [new Int32Array(), new Int32Array(), 0];

  function place({ type, plans }: TypeRows, column: number): number {
    const action = type.actionsByWire.get(actions[column] as string);
    const plan = action && planOf(action, type, schema);
    if (action === undefined || plan?.roots.length === 0) return nobody;
    if (plan === undefined || used + width > mostWords) return elsewhere;
    // oxlint-disable-next-line no-param-reassign
    plans[column] = plan;
    const start = used;
    used += width;
    words = grown(words, used, 0);
    for (const role of plan.asserted) {
      const bit = numberOfRole(role);
      (words[start + (bit >>> 5)] as number) |= 1 << (bit & 31);
    }
    return start;
  }

  return {
    open(type) {
      if (opened.has(type)) return opened.get(type);
      const first = opened.size * actions.length;
      if (!isDecidedByRoles(type, schema) || first + actions.length > mostPlaces) return undefined;
      places = grown(places, first + actions.length, unasked);
      return obtain(opened, type, () => ({ type, first, plans: [] }));
    },
    decide(rows, { type, nodes }, action, id, asserted) {
      const column = columnOf(action);
      if (column < 0) return false;
      let row = places[rows.first + column] as number;
      if (row === unasked) row = places[rows.first + column] = place(rows, column);
      if (row === nobody) return false;
      if (row < 0 || !startAt(undefined)) return undefined;
      if (asserted !== undefined && holds(row, asserted)) return true;
      if (table.application.place === undefined) return false;
      return memberships.belongsAnywhere(rows.plans[column] as Plan, nodes, id, type, asserted);
    },
  };

  /** Is one of the roles in the row? */
  function holds(row: number, asserted: readonly unknown[]): boolean {
    for (let at = 0; at < asserted.length; at++) {
      const bit = numberOfRole(asserted[at] as string);
      if (bit >= 0 && (words[row + (bit >>> 5)] as number) & (1 << (bit & 31))) return true;
    }
    return false;
  }
}

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
