import fc from "fast-check";
import type { OpenfgaCase } from "./openfga-cases.ts";
import { parseObject, type OpenfgaTuple } from "./openfga-facts.ts";
import { holdingsOf, objectsOf, type Holdings, type OpenfgaModel, type UserType } from "./openfga-model.ts";
import type { OpenfgaStore } from "./openfga-stores.ts";

/** A set of generated tuples, and every question about what they name that the store's table has an action for. */
export interface GeneratedRound {
  readonly id: string;
  readonly cases: readonly OpenfgaCase[];
}

interface Round {
  readonly store: OpenfgaStore;
  readonly model: OpenfgaModel;
  readonly tuples: readonly OpenfgaTuple[];
  readonly holdings: Holdings;
}

const ids = ["one", "two", "three"];

/** Rounds with what the model itself says, the same for the same seed. */
export function generateRounds(
  store: OpenfgaStore,
  model: OpenfgaModel,
  { rounds, seed }: { readonly rounds: number; readonly seed: number },
): GeneratedRound[] {
  return fc.sample(tuplesOf(store, model), { numRuns: rounds, seed }).map((tuples, index) => {
    const round = { store, model, tuples, holdings: holdingsOf(model, tuples) };
    return {
      id: `seed ${seed}, round ${index}`,
      cases: [...store.actions.keys()].flatMap((key) => casesOf(key, round)),
    };
  });
}

function tuplesOf(store: OpenfgaStore, model: OpenfgaModel): fc.Arbitrary<OpenfgaTuple[]> {
  const shapes = model.type_definitions.flatMap(({ type, metadata }) =>
    Object.entries(metadata?.relations ?? {}).flatMap(([relation, { directly_related_user_types: users = [] }]) =>
      users.map((user) => ({ type, relation, user })),
    ),
  );
  const id = fc.constantFrom(...ids);
  const tuple = fc.tuple(fc.constantFrom(...shapes), id, id).map(([{ type, relation, user }, objectId, userId]) => ({
    user: writeUser(user, userId),
    relation,
    object: `${type}:${objectId}`,
  }));
  return fc.uniqueArray(tuple, {
    minLength: 4,
    maxLength: 18,
    size: "max",
    selector: (item) => selectorOf(item, store),
  });
}

function writeUser({ type, relation, wildcard }: UserType, id: string): string {
  if (wildcard !== undefined) return `${type}:*`;
  return relation === undefined ? `${type}:${id}` : `${type}:${id}#${relation}`;
}

/** No tuple twice, and no second one for an attribute that has one value. */
function selectorOf({ user, relation, object }: OpenfgaTuple, { meanings }: OpenfgaStore): string {
  const meaning = meanings.get(`${parseObject(object).type}#${relation}`);
  const single = meaning?.kind === "attribute" && !meaning.many;
  return JSON.stringify(single ? [relation, object] : [relation, object, user]);
}

function casesOf(key: string, round: Round): OpenfgaCase[] {
  const [type = "", relation = ""] = key.split("#");
  const { store, tuples } = round;
  const objects = objectsOf(tuples).filter((object) => parseObject(object).type === type);
  const users = [...ids, "nobody"].map((id) => `${store.subject}:${id}`);
  const lists = users.map((user): OpenfgaCase => {
    const expected = objects.filter((object) => holds(user, `${object}#${relation}`, round));
    return { kind: "list_objects", id: `${user} ${relation} ${type}:?`, tuples, user, relation, type, expected };
  });
  const checks = objects.flatMap((object) =>
    users.map((user): OpenfgaCase => {
      const expected = holds(user, `${object}#${relation}`, round);
      return { kind: "check", id: `${user} ${relation} ${object}`, tuples, user, relation, object, expected };
    }),
  );
  return [...checks, ...lists, ...objects.flatMap((object) => usersCases(object, relation, round))];
}

function holds(user: string, key: string, { store, holdings }: Round): boolean {
  const users = holdings.get(key);
  return users?.has(user) === true || users?.has(`${store.subject}:*`) === true;
}

/** Those who have the relation; and of each kind of set that the model knows, the sets that have it. */
function usersCases(object: string, relation: string, { store, model, tuples, holdings }: Round): OpenfgaCase[] {
  const users = [...(holdings.get(`${object}#${relation}`) ?? [])];
  const people = users.filter((user) => !user.includes("#") && parseObject(user).type === store.subject);
  const given = { kind: "list_users", tuples, relation, object } as const;
  const id = `${store.subject}:? ${relation} ${object}`;
  const first: OpenfgaCase = { ...given, id, filter: { type: store.subject }, expected: people };
  // Where everyone has it, a set adds nobody: ours cannot tell that it is named besides.
  if (people.includes(`${store.subject}:*`)) return [first];
  const sets = usersetsOf(model).map(({ type, relation: of }): OpenfgaCase => {
    const expected = users.filter((user) => user.startsWith(`${type}:`) && user.endsWith(`#${of}`));
    return { ...given, id: `${type}:?#${of} ${relation} ${object}`, filter: { type, relation: of }, expected };
  });
  return [first, ...sets];
}

function usersetsOf(model: OpenfgaModel): { readonly type: string; readonly relation: string }[] {
  const all = model.type_definitions.flatMap(({ metadata }) =>
    Object.values(metadata?.relations ?? {}).flatMap(({ directly_related_user_types: users = [] }) => users),
  );
  const sets = all.flatMap(({ type, relation = "" }) =>
    relation === "" ? [] : [[`${type}#${relation}`, { type, relation }] as const],
  );
  return [...new Map(sets).values()];
}
