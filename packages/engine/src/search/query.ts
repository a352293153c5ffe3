import { copyJson, readRequest, type Request } from "../request/read-request.ts";
import { isObject, member } from "../values/decode.ts";
import { readCursor } from "./cursor.ts";

/** The entity of a question, when the question is which. Its id is never looked at. */
export interface Query {
  readonly request: Request;
  /** The type that is searched for; empty for actions. */
  readonly type: string;
  readonly limit: number;
  /** The id (or name) after which the page begins. */
  readonly after: string | undefined;
  /** What the cursor of the next page belongs to. */
  readonly key: string;
}

export type Kind = "subject" | "resource" | "action";

/** The query, or why it is none. */
export type ReadQuery = { readonly query: Query } | { readonly problem: string };

const members: Readonly<Record<Kind, readonly string[]>> = {
  subject: ["action", "resource", "context"],
  resource: ["subject", "action", "context"],
  action: ["subject", "resource", "context"],
};

export function readQuery(input: unknown, kind: Kind): ReadQuery {
  const copy = copyJson(input);
  if ("problem" in copy) return copy;
  const { data } = copy;
  if (!isObject(data)) return { problem: "a search is an object" };
  const type = kind === "action" ? "" : member(data, "type");
  if (typeof type !== "string")
    return { problem: `\`type\` must be a string: the type of ${kind} that is searched for` };
  const { limit = Number.POSITIVE_INFINITY, cursor } = data;
  if (typeof limit !== "number" || !(limit >= 0) || (Number.isFinite(limit) && !Number.isSafeInteger(limit)))
    return { problem: "`limit` must be a whole number, 0 or more" };
  const given = members[kind].flatMap((name) =>
    member(data, name) === undefined ? [] : [[name, data[name]] as const],
  );
  const key = JSON.stringify([kind, type, ...given]);
  const after = typeof cursor === "string" ? readCursor(cursor, key) : undefined;
  if (cursor !== undefined && after === undefined) return { problem: "`cursor` is not one that this search has given" };
  const request = readRequest({
    ...Object.fromEntries(given),
    ...searched(kind, type),
    ...namedAction(member(data, "action"), kind),
  });
  return request.request === undefined
    ? { problem: request.problem }
    : { query: { request: request.request, type, limit, after, key } };
}

function searched(kind: Kind, type: string): object {
  return kind === "action" ? { action: { name: "" } } : { [kind]: { type, id: "" } };
}

/** The name alone is enough. */
function namedAction(action: unknown, kind: Kind): object {
  return kind !== "action" && typeof action === "string" ? { action: { name: action } } : {};
}
