import type { Ref } from "@authz/model";

/** Entities in several lists, which may repeat them: never less than there are, and mostly no more. */
export interface Some {
  /** As many as they are at most. */
  readonly size: number;
  readonly lists: readonly Iterable<Ref>[];
}

/** Where something may hold: in some places of a type, or for all that is known in every one. */
export type Where = Some | "every";

export const nowhere: Some = { size: 0, lists: [] };

export function listed(refs: readonly Ref[] | ReadonlySet<Ref>): Some {
  return { size: refs instanceof Set ? refs.size : (refs as readonly Ref[]).length, lists: [refs] };
}

export function narrowest(all: readonly Where[]): Where {
  return all.reduce<Where>(
    (best, each) => (best === "every" || (each !== "every" && each.size < best.size) ? each : best),
    "every",
  );
}

export function union(all: readonly Where[]): Where {
  const some = all.filter((each) => each !== "every");
  if (some.length < all.length) return "every";
  return { size: some.reduce((sum, { size }) => sum + size, 0), lists: some.flatMap(({ lists }) => lists) };
}

export function* refsOf({ lists }: Some): Generator<Ref> {
  for (const list of lists) yield* list;
}
