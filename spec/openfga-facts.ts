import type { AssignmentData, EntityData, HolderRef, Json, Ref } from "@authz/engine";

/** A relationship tuple as OpenFGA's store files write it. `user` may be `type:id`, `type:*` or `type:id#relation`. */
export interface OpenfgaTuple {
  readonly user: string;
  readonly relation: string;
  readonly object: string;
  readonly condition?: unknown;
}

/**
 * What a tuple is among our facts: the object is a group that the user is in; the user is what the object lies in; the user
 * is (one of) the value(s) of an attribute of the object; else the object's role of the relation's name is assigned to the user.
 */
export type TupleMeaning =
  | { readonly kind: "group" }
  | { readonly kind: "parent" }
  | { readonly kind: "attribute"; readonly name: string; readonly many: boolean }
  | { readonly kind: "role" };

/** By `type#relation` of the tuple's object. What is not there is a role. */
export type TupleMeanings = ReadonlyMap<string, TupleMeaning>;

interface Facts {
  readonly entities: readonly EntityData[];
  readonly assignments: readonly AssignmentData[];
}

interface Draft {
  readonly ref: Ref;
  readonly parents: Ref[];
  readonly groups: Ref[];
  readonly properties: Map<string, Json>;
}

/**
 * Tuples as facts. Whatever a tuple names becomes an entity, but for wildcards. Throws for what has no counterpart: a condition
 * (ours stand in the policy, not in the data), a wildcard or a userset where only an entity can be, two values of one attribute.
 */
export function openfgaFacts(tuples: readonly OpenfgaTuple[], meanings: TupleMeanings): Facts {
  const drafts = new Map<string, Draft>();
  const assignments: AssignmentData[] = [];
  for (const tuple of tuples) {
    if (tuple.condition !== undefined) throw new Error(`${show(tuple)}: a tuple with a condition has no counterpart`);
    const user = holderOf(tuple.user, meanings);
    const object = draftOf(parseObject(tuple.object), drafts);
    if (user.id !== "*") draftOf({ type: user.type, id: user.id }, drafts);
    const meaning = meaningOf(object.ref.type, tuple.relation, meanings);
    if (meaning.kind === "role") assignments.push({ subject: user, role: tuple.relation, resource: object.ref });
    else addToEntity(tuple, { meaning, user, object, drafts });
  }
  return { entities: [...drafts.values()].map(toEntity), assignments };
}

/** `type:id`, where the id may hold anything. */
export function parseObject(text: string): Ref {
  const colon = text.indexOf(":");
  return { type: text.slice(0, colon), id: text.slice(colon + 1) };
}

/** Whoever `type:id#relation` stands for is the group, where the relation is membership of one, or whoever has the role. */
function holderOf(text: string, meanings: TupleMeanings): HolderRef {
  const hash = text.indexOf("#");
  if (hash === -1) return parseObject(text);
  const of = parseObject(text.slice(0, hash));
  const relation = text.slice(hash + 1);
  return meaningOf(of.type, relation, meanings).kind === "group" ? of : { ...of, role: relation };
}

function meaningOf(type: string, relation: string, meanings: TupleMeanings): TupleMeaning {
  return meanings.get(`${type}#${relation}`) ?? { kind: "role" };
}

function draftOf(ref: Ref, drafts: Map<string, Draft>): Draft {
  const key = JSON.stringify([ref.type, ref.id]);
  const draft = drafts.get(key) ?? { ref, parents: [], groups: [], properties: new Map() };
  drafts.set(key, draft);
  return draft;
}

interface Part {
  readonly meaning: Exclude<TupleMeaning, { kind: "role" }>;
  readonly user: HolderRef;
  readonly object: Draft;
  readonly drafts: Map<string, Draft>;
}

function addToEntity(tuple: OpenfgaTuple, { meaning, user, object, drafts }: Part): void {
  if (user.id === "*" || user.role !== undefined) throw new Error(`${show(tuple)}: only an entity can be there`);
  const { type, id } = user;
  switch (meaning.kind) {
    case "group":
      draftOf({ type, id }, drafts).groups.push(object.ref);
      return;
    case "parent":
      object.parents.push({ type, id });
      return;
    case "attribute": {
      const before = object.properties.get(meaning.name);
      if (before !== undefined && !meaning.many) throw new Error(`${show(tuple)}: the attribute has a value already`);
      const values = meaning.many ? [...((before as Json[] | undefined) ?? []), { type, id }] : { type, id };
      object.properties.set(meaning.name, values);
    }
  }
}

function toEntity({ ref, parents, groups, properties }: Draft): EntityData {
  return { ...ref, parent: parents, groups, properties: Object.fromEntries(properties) };
}

function show({ user, relation, object }: OpenfgaTuple): string {
  return `${user} ${relation} ${object}`;
}
