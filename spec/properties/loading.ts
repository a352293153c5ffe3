import type { FactsData, Needs } from "@authz/engine";
import type { FactsDraft } from "./draft.ts";
import type { World } from "./worlds.ts";

const same = (left: { type: string; id: string }, right: { type: string; id: string }): boolean =>
  left.type === right.type && left.id === right.id;

/** What a database would answer: exactly what is asked for. */
export function fetch(data: FactsDraft | World["facts"], { entities, assignments }: Needs): FactsData {
  return {
    entities: data.entities.filter((entity) => entities.some((ref) => same(ref, entity))),
    assignments: data.assignments.filter(({ subject, role, resource }) =>
      assignments.some(
        (need) =>
          need.role === role &&
          (need.resource === undefined
            ? resource === undefined
            : resource !== undefined && same(need.resource, resource)) &&
          (subject.role === undefined
            ? need.subjects.some((ref) => same(ref, subject))
            : need.through.some((each) => each.type === subject.type && each.role === subject.role)),
      ),
    ),
  } as FactsData;
}
