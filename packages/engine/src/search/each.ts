import type { Node } from "../facts/nodes.ts";
import type { Request } from "../request/read-request.ts";

/** Answers about one resource, or subject, after the other, of which the request says nothing but their type. */
export interface Each {
  /**
   * Whether what is asked is granted; undefined: the interpreter has to say.
   * @param rank its place in the order of its type; -1: it has none
   */
  decide(id: string, node: Node | undefined, rank: number): boolean | undefined;
  /** Whether the conditions may hold of some rule that has any and allows it, whomever the rule is about. */
  mayApply(id: string, node: Node | undefined, rank: number): boolean;
}

/** Decides faster than the interpreter what it can; undefined: nothing of what the request asks. */
export interface Shortcut {
  /** @param now the time of the request, whatever it says itself */
  each(request: Request, kind: "subject" | "resource", now: number): Each | undefined;
}
