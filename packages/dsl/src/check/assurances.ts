import { emptyAssurance } from "../diagnostics/rules/empty-assurance.ts";
import { repeatedClause } from "../diagnostics/rules/repeated-clause.ts";
import type { AssuranceClause, AssuranceNode } from "../syntax/tree.ts";
import { distinctOf } from "./repeats.ts";
import { placeOf, type CheckContext } from "./vocabulary.ts";

/** `assurance`: each clause at most once, and at least one; names and values are in the vocabulary already. */
export function checkAssurance(node: AssuranceNode, context: CheckContext): void {
  if (node.clauses.length === 0) {
    context.collector.report(emptyAssurance, placeOf(context, node.name), { name: node.name.text });
  }
  const first = new Map<AssuranceClause["kind"], AssuranceClause>();
  for (const clause of node.clauses) {
    if (clause.kind !== "within") distinctOf(clause.values, (value) => value.value, context);
    const before = first.get(clause.kind);
    if (before === undefined) first.set(clause.kind, clause);
    else {
      const related = [{ place: placeOf(context, before), message: "first said here" }];
      context.collector.report(repeatedClause, placeOf(context, clause), { clause: clause.kind }, { related });
    }
  }
}
