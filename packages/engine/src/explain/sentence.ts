import type { ExplanationNode } from "../decision.ts";
import type { Truth } from "../values/truth.ts";

/** @param holds `silent` where the sentence is no claim */
export function sentence(
  text: string,
  holds?: Truth | "silent",
  details: readonly ExplanationNode[] = [],
  at?: string,
): ExplanationNode {
  return {
    text,
    ...(holds === "silent" ? {} : { holds: holds ?? ("unknown" as const) }),
    ...(at === undefined ? {} : { at }),
    details,
  };
}
