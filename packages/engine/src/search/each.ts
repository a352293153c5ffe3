import type { Node } from "../facts/nodes.ts";
import type { Request } from "../request/read-request.ts";

/**
 * Whether what is asked of one resource after the other is granted; undefined: the interpreter has to say.
 * @param rank its place in the order of its type; -1: it has none
 */
export type Each = (id: string, node: Node | undefined, rank: number) => boolean | undefined;

/** Decides faster than the interpreter what it can; undefined: nothing of what the request asks. */
export interface Shortcut {
  /** @param now the time of the request, whatever it says itself */
  each(request: Request, now: number): Each | undefined;
}
