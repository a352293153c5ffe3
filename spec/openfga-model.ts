import { transformer } from "@openfga/syntax-transformer";
import type { OpenfgaTuple } from "./openfga-facts.ts";

/** An authorization model of OpenFGA, as its JSON says it, as far as it is needed here. */
export interface OpenfgaModel {
  readonly type_definitions: readonly TypeDefinition[];
}

interface TypeDefinition {
  readonly type: string;
  readonly relations?: Readonly<Record<string, Rewrite>>;
  readonly metadata?: { readonly relations?: Readonly<Record<string, RelationMetadata>> } | null;
}

interface RelationMetadata {
  readonly directly_related_user_types?: readonly UserType[];
}

/** Whom a tuple may name: `type`, `type#relation` or `type:*`. */
export interface UserType {
  readonly type: string;
  readonly relation?: string;
  readonly wildcard?: object;
}

type Rewrite =
  | { readonly this: object }
  | { readonly computedUserset: { readonly relation: string } }
  | {
      readonly tupleToUserset: {
        readonly tupleset: { readonly relation: string };
        readonly computedUserset: { readonly relation: string };
      };
    }
  | { readonly union: { readonly child: readonly Rewrite[] } };

export function parseModel(text: string): OpenfgaModel {
  return transformer.transformDSLToJSONObject(text) as OpenfgaModel;
}

/** By `object#relation`: everyone who has it, and the wildcards and usersets that do. */
export type Holdings = ReadonlyMap<string, ReadonlySet<string>>;

interface Place {
  readonly object: string;
  readonly relation: string;
  readonly tuples: readonly OpenfgaTuple[];
  readonly holdings: Holdings;
}

/** The least sets that the model and the tuples allow, for every object that a tuple names. Slow, and plain on purpose. */
export function holdingsOf(model: OpenfgaModel, tuples: readonly OpenfgaTuple[]): Holdings {
  const relations = new Map(
    model.type_definitions.map(({ type, relations: own }) => [type, Object.entries(own ?? {})]),
  );
  const holdings = new Map<string, Set<string>>();
  for (let size = -1; size !== sizeOf(holdings);) {
    size = sizeOf(holdings);
    for (const object of objectsOf(tuples)) {
      for (const [relation, rewrite] of relations.get(object.slice(0, object.indexOf(":"))) ?? []) {
        const key = `${object}#${relation}`;
        const users = expand(rewrite, { object, relation, tuples, holdings });
        holdings.set(key, new Set([key, ...(holdings.get(key) ?? []), ...users]));
      }
    }
  }
  return holdings;
}

/** Every entity that a tuple names, on either side. */
export function objectsOf(tuples: readonly OpenfgaTuple[]): string[] {
  const named = tuples.flatMap(({ user, object }) => [object, user.split("#", 1)[0] ?? ""]);
  return [...new Set(named)].filter((object) => !object.endsWith(":*"));
}

function expand(rewrite: Rewrite, place: Place): readonly string[] {
  const { object, relation, tuples, holdings } = place;
  const usersOf = (key: string): string[] => [...(holdings.get(key) ?? [])];
  if ("union" in rewrite) return rewrite.union.child.flatMap((child) => expand(child, place));
  if ("computedUserset" in rewrite) return usersOf(`${object}#${rewrite.computedUserset.relation}`);
  if ("this" in rewrite) {
    return directUsers(relation, object, tuples).flatMap((user) => [user, ...usersOf(user)]);
  }
  if ("tupleToUserset" in rewrite) {
    const { tupleset, computedUserset } = rewrite.tupleToUserset;
    return directUsers(tupleset.relation, object, tuples).flatMap((user) =>
      usersOf(`${user}#${computedUserset.relation}`),
    );
  }
  throw new Error(`${object}#${relation}: only unions are interpreted here, not ${Object.keys(rewrite).join(", ")}`);
}

function directUsers(relation: string, object: string, tuples: readonly OpenfgaTuple[]): string[] {
  return tuples.filter((tuple) => tuple.relation === relation && tuple.object === object).map(({ user }) => user);
}

function sizeOf(holdings: Holdings): number {
  return [...holdings.values()].reduce((sum, { size }) => sum + size, 0);
}
