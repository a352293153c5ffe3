import { writeCursor } from "./cursor.ts";
import type { Query } from "./query.ts";
import type { Visit } from "./in-order.ts";

export interface Page {
  readonly ids: readonly string[];
  /** Where the next one begins; absent when this is the last. */
  readonly cursor?: string;
}

/** The next of those that are visited; one more than wanted is looked for, to know whether the page is the last. */
export function pageOf(visitAll: (visit: Visit) => void, isAllowed: Visit, { limit, key }: Query): Page {
  const ids: string[] = [];
  let isMore = false;
  if (limit > 0)
    visitAll((id, node, rank, sought) => {
      if (!isAllowed(id, node, rank, sought)) return true;
      isMore = ids.length >= limit;
      if (!isMore) ids.push(id);
      return !isMore;
    });
  return isMore ? { ids, cursor: writeCursor(key, ids.at(-1) ?? "") } : { ids };
}
