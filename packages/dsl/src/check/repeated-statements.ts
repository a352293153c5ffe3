import type { Claim, Origin, PolicyRule, Requirement } from "@authz/model";
import type { Collector, Place } from "../diagnostics/collector.ts";
import { repeatedStatement } from "../diagnostics/policy/repeated-statement.ts";
import type { SyntaxFile } from "../syntax/tree.ts";
import type { CheckedFiles } from "./files.ts";
import { headOf } from "./heads.ts";
import { statementsOf } from "./names/labels.ts";
import { type StatementKind, statementText } from "./statement-id.ts";

type AnyStatement = PolicyRule | Requirement | Claim;

interface Repetition {
  readonly first: AnyStatement;
  readonly again: AnyStatement;
}

/** Statements that say what an earlier one says are reported and left out: an id stands for one statement. */
export function withoutRepeated(
  checked: CheckedFiles,
  files: readonly SyntaxFile[],
  collector: Collector,
): CheckedFiles {
  const repetitions: Repetition[] = [];
  const kept = {
    ...checked,
    rules: firstOfEach(checked.rules, (rule) => rule.effect, repetitions),
    requirements: firstOfEach(checked.requirements, () => "require", repetitions),
    claims: firstOfEach(checked.claims, (claim) => claim.mode, repetitions),
  };
  if (repetitions.length > 0) report(repetitions, files, collector);
  return kept;
}

/** Statements come sorted by id and place, so the first one is the same in whatever order the files came. */
function firstOfEach<S extends AnyStatement>(
  statements: readonly S[],
  kindOf: (statement: S) => StatementKind,
  repetitions: Repetition[],
): readonly S[] {
  const firsts = new Map<string, S>();
  return statements.filter((statement, at) => {
    const { id } = statement;
    if (statements[at - 1]?.id !== id && statements[at + 1]?.id !== id) return true;
    const text = JSON.stringify([id, statementText(kindOf(statement), statement)]);
    const first = firsts.get(text);
    if (first === undefined) firsts.set(text, statement);
    else repetitions.push({ first, again: statement });
    return first === undefined;
  });
}

function report(repetitions: readonly Repetition[], files: readonly SyntaxFile[], collector: Collector): void {
  const places = new Map<string, Place>();
  for (const file of files) {
    for (const node of statementsOf(file)) {
      const place = { source: file.source, span: headOf(node, file.source) };
      places.set(keyOf(collector.location(place)), place);
    }
  }
  for (const { first, again } of repetitions) {
    const place = places.get(keyOf(again.origin));
    const other = places.get(keyOf(first.origin));
    if (place === undefined || other === undefined) continue;
    const related = [{ place: other, message: "said here" }];
    collector.report(repeatedStatement, place, { id: again.id }, { related });
  }
}

function keyOf({ source, line, column }: Origin): string {
  return JSON.stringify([source, line, column]);
}
