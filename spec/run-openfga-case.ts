import type { Engine, EntityData, Ref } from "@authz/engine";
import { naiveSearch, stranger, type NaiveSearch } from "./naive-search.ts";
import type { CheckCase, ListObjectsCase, ListUsersCase, OpenfgaCase } from "./openfga-cases.ts";
import { openfgaFacts, parseObject, type OpenfgaTuple } from "./openfga-facts.ts";
import type { OpenfgaStore } from "./openfga-stores.ts";

export interface Suite {
  readonly store: OpenfgaStore;
  /** An engine of the store's policy. Throws when the facts do not fit it. */
  readonly createEngine: (facts: unknown) => Engine;
}

interface Asked {
  readonly engine: Engine;
  readonly entities: readonly EntityData[];
  readonly name: string;
}

/** Whether ours answers as the case says, by every way of searching there is. */
export function passesOpenfgaCase(item: OpenfgaCase, suite: Suite): boolean {
  switch (item.kind) {
    case "check":
      return passesCheck(item, suite);
    case "list_objects":
      return passesListObjects(item, suite);
    case "list_users":
      return item.filter.relation === undefined
        ? passesListUsers(item, suite)
        : passesListUsersets(item, item.filter.relation, suite);
  }
}

function passesCheck(item: CheckCase, suite: Suite): boolean {
  const asked = prepare(item.object, item, suite);
  if (asked === undefined) return false;
  const { decision, code } = asked.engine.check({
    subject: parseObject(item.user),
    action: { name: asked.name },
    resource: parseObject(item.object),
    ...contextOf(item),
  });
  return decision === item.expected && code !== "error";
}

function passesListObjects(item: ListObjectsCase, suite: Suite): boolean {
  const asked = prepare(`${item.type}:`, item, suite);
  if (asked === undefined) return false;
  const query = {
    subject: parseObject(item.user),
    action: { name: asked.name },
    type: item.type,
    ...contextOf(item),
  };
  return searches(asked).every((search) => {
    const found = search.resources(query);
    return found.complete && sameMembers(found.results.map(show), item.expected);
  });
}

/**
 * `user:*` among theirs is everyone of the type, also whom nobody knows yet: ours say so by `complete: false`, and name all
 * whom the facts know; theirs then name besides only those who have the relation also by themselves.
 */
function passesListUsers(item: ListUsersCase, suite: Suite): boolean {
  const asked = prepare(item.object, item, suite);
  if (asked === undefined) return false;
  const { type } = item.filter;
  const query = { type, action: { name: asked.name }, resource: parseObject(item.object), ...contextOf(item) };
  const named = item.expected.filter((user) => user !== `${type}:*`);
  const open = named.length < item.expected.length;
  return searches(asked).every((search) => {
    const { results, complete } = search.subjects(query);
    const found = results.map(show);
    return open ? !complete && named.every((user) => found.includes(user)) : complete && sameMembers(found, named);
  });
}

/** Ours lists no sets of people. A set has the relation when a stranger may as soon as they belong to it, and may not before. */
function passesListUsersets(item: ListUsersCase, relation: string, suite: Suite): boolean {
  const before = prepare(item.object, item, suite);
  if (before === undefined) return false;
  const { store } = suite;
  const mayStranger = (tuples: readonly OpenfgaTuple[]): boolean =>
    prepare(item.object, { ...item, tuples }, suite)?.engine.allows({
      subject: { type: store.subject, id: stranger },
      action: { name: before.name },
      resource: parseObject(item.object),
      ...contextOf(item),
    }) === true;
  if (mayStranger(item.tuples)) return item.expected.length === 0;
  const held = before.entities
    .filter(({ type }) => type === item.filter.type)
    .map(show)
    .filter((object) => mayStranger([...item.tuples, { user: `${store.subject}:${stranger}`, relation, object }]))
    .map((object) => `${object}#${relation}`);
  return sameMembers(held, item.expected);
}

/** Undefined when the store's table has no action for the relation. */
function prepare(
  object: string,
  { relation, tuples }: Pick<OpenfgaCase, "relation" | "tuples">,
  { store, createEngine }: Suite,
): Asked | undefined {
  const name = store.actions.get(`${parseObject(object).type}#${relation}`);
  if (name === undefined) return undefined;
  const facts = openfgaFacts(tuples, store.meanings);
  return { engine: createEngine(facts), entities: facts.entities, name };
}

function searches({ engine, entities }: Asked): readonly NaiveSearch[] {
  return [engine.search, naiveSearch(engine, entities)];
}

function contextOf({ context }: OpenfgaCase): { readonly context?: unknown } {
  return context === undefined ? {} : { context };
}

function show({ type, id }: Ref): string {
  return `${type}:${id}`;
}

function sameMembers(left: readonly string[], right: readonly string[]): boolean {
  return JSON.stringify([...left].sort()) === JSON.stringify([...right].sort());
}
