import type { Engine, Found, Ref, ResourceSearch, SearchedAction, SearchOptions, SubjectSearch } from "@authz/engine";

/** What the engine's searches promise, in as much of their shape as is needed to compare with them. */
export interface NaiveSearch {
  subjects(query: NaiveQuery<SubjectSearch>): Found<Ref>;
  resources(query: NaiveQuery<ResourceSearch>): Found<Ref>;
}

/** Without pages, and with the action as a request has it. */
type NaiveQuery<T extends SearchOptions> = Omit<T, "action" | "limit" | "cursor"> & { readonly action: SearchedAction };

/** An id that no facts hold: what is allowed with it is allowed for everyone (on everything) of its type. */
export const stranger = "nobody knows this one";

/** Searches by checking every entity there is, and a stranger: slow, and so simple that it can be believed. */
export function naiveSearch(engine: Engine, entities: readonly Ref[]): NaiveSearch {
  const search = (type: string, allows: (ref: Ref) => boolean): Found<Ref> => ({
    results: entities.filter((entity) => entity.type === type && allows({ type, id: entity.id })),
    complete: !allows({ type, id: stranger }),
  });
  return {
    subjects: ({ type, ...rest }) => search(type, (subject) => engine.allows({ ...rest, subject })),
    resources: ({ type, ...rest }) => search(type, (resource) => engine.allows({ ...rest, resource })),
  };
}
