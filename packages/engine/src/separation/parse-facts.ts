import type { Checked, Diagnostic, Policy } from "@authz/model";
import { notFacts } from "../diagnostics/facts/not-facts.ts";
import type { Facts, StoredAssignment } from "../facts/facts.ts";
import { readFacts, type FactsSource } from "../facts/parse-facts.ts";
import { findingAt, type FactPath } from "../facts/reader.ts";
import { createFactsTable } from "../facts/table.ts";
import { createSchema } from "../schema/schema.ts";
import { refKey } from "../values/value.ts";
import { createRecords, findViolations, staticSets, withoutTimes, type Violation } from "./holdings.ts";
import { reportViolation } from "./report.ts";

export interface ParseFactsOptions {
  /** When assignments that are bounded in time are counted for separation of duty; default: the system's clock. */
  readonly clock?: () => Date;
  /**
   * Whether the same person with the same excluding roles on many resources is one warning, at the first: a senior role that
   * comes with both would else be reported for each resource there is.
   */
  readonly mergeViolations?: boolean;
}

export interface ParsedFacts extends Checked<Facts> {
  /** The same as `value`: absent when there is an error among the diagnostics. */
  readonly facts?: Facts;
}

/**
 * Checks facts (section "Facts" of the language reference) against what the policy declares. Any error: no facts at all.
 * Diagnostics carry the JSON pointer of the culprit and no line: whoever reads files knows those.
 * @param data parsed JSON, `{ entities?, assignments? }`
 */
export function parseFacts(policy: Policy, data: unknown, options: ParseFactsOptions = {}): ParsedFacts {
  return parseFactsFrom(policy, [{ name: "facts", data }], options);
}

/** The same for several sources that are one set of facts. Violations of `exclusive` are warnings. */
export function parseFactsFrom(
  policy: Policy,
  sources: readonly FactsSource[],
  { clock = () => new Date(), mergeViolations = false }: ParseFactsOptions = {},
): ParsedFacts {
  let read: ParsedFacts;
  try {
    read = readFacts(policy, sources);
  } catch {
    // Only a Proxy or a getter of the caller's can throw here, in one of the sources; what JSON.parse makes cannot.
    const where = { source: (sources[0] as FactsSource).name, path: [] };
    return { diagnostics: [findingAt(notFacts, where, { expected: "plain JSON, without members that throw" })] };
  }
  if (read.facts === undefined) return read;
  return { ...read, diagnostics: [...read.diagnostics, ...violationsIn(policy, read.facts, clock, mergeViolations)] };
}

/** Static separation: who holds too many roles of a set, now or from some time on, however they come to them. */
function violationsIn(policy: Policy, facts: Facts, clock: () => Date, merge: boolean): readonly Diagnostic[] {
  const schema = createSchema(policy);
  if (staticSets(schema).length === 0) return [];
  const records = createRecords(schema, createFactsTable(facts), clock().getTime());
  const violations = withoutTimes(findViolations(records));
  const groups = merge ? [...Map.groupBy(violations, groupOf).values()] : violations.map((violation) => [violation]);
  const whereTold = createTelling(facts, violations);
  return groups.flatMap(([first, ...others]) =>
    first === undefined ? [] : [reportViolation(first, whereTold(first), others.length)],
  );
}

function groupOf({ set, person, roles }: Violation): string {
  return JSON.stringify([person, roles, set.on, set.roles]);
}

/** At the last assignment of one of the roles to the person, or else nowhere in particular: it is where a person would look. */
function createTelling({ assignments, sources }: Facts, violations: readonly Violation[]) {
  const places = new Map(violations.map(({ person }): [string, number[]] => [refKey(person), []]));
  for (const [at, { holder }] of assignments.entries())
    if (holder.kind === "entity") places.get(refKey(holder.ref))?.push(at);
  return ({ person, roles }: Violation): FactPath => {
    let at =
      places.get(refKey(person))?.findLast((place) => roles.includes((assignments[place] as StoredAssignment).role)) ??
      Infinity;
    for (const source of sources) {
      if (at < source.assignments) return { source: source.name, path: ["assignments", at] };
      at -= source.assignments;
    }
    return { source: sources[0]?.name ?? "facts", path: [] };
  };
}
