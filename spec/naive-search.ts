import type { Engine, Ref } from "@authz/engine";

/** The searches of section 10 of the contract. `complete` is false when also others may, whom the facts do not name. */
export interface Search {
  subjects(query: SubjectQuery): Found;
  resources(query: ResourceQuery): Found;
}

export interface SubjectQuery {
  readonly type: string;
  readonly action: { readonly name: string };
  readonly resource: Ref;
  readonly context?: unknown;
}

export interface ResourceQuery {
  readonly subject: Ref;
  readonly action: { readonly name: string };
  readonly type: string;
  readonly context?: unknown;
}

export interface Found {
  readonly results: readonly Ref[];
  readonly complete: boolean;
}

/** An id that no facts hold: what is allowed with it is allowed for everyone (on everything) of its type. */
export const stranger = "nobody knows this one";

/** Searches by checking every entity there is, and a stranger: slow, and so simple that it can be believed. */
export function naiveSearch(engine: Engine, entities: readonly Ref[]): Search {
  const search = (type: string, allows: (ref: Ref) => boolean): Found => ({
    results: entities.filter((entity) => entity.type === type && allows({ type, id: entity.id })),
    complete: !allows({ type, id: stranger }),
  });
  return {
    subjects: ({ type, ...rest }) => search(type, (subject) => engine.allows({ ...rest, subject })),
    resources: ({ type, ...rest }) => search(type, (resource) => engine.allows({ ...rest, resource })),
  };
}
