import { createDiagnostic, type Checked, type Diagnostic, type Exclusive, type Policy, type Ref } from "@authz/model";
import { notFacts } from "../diagnostics/facts/not-facts.ts";
import { separationOfDuty } from "../diagnostics/facts/separation-of-duty.ts";
import { printRef } from "../explain/print.ts";
import { createFactsTable, type Facts } from "../facts/facts.ts";
import { readFacts, type FactsSource } from "../facts/parse-facts.ts";
import { createWorld } from "../facts/world.ts";
import { createMembership } from "../reference/people.ts";
import type { Overlay, Question } from "../request/decode-request.ts";
import { createSchema } from "../schema/schema.ts";
import { refKey } from "../values/value.ts";

export interface ParseFactsOptions {
  /** When assignments that are bounded in time are counted for separation of duty; default: the system's clock. */
  readonly clock?: () => Date;
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
  { clock = () => new Date() }: ParseFactsOptions = {},
): ParsedFacts {
  let read: ParsedFacts;
  try {
    read = readFacts(policy, sources);
  } catch {
    // Only a Proxy or a getter of the caller's can throw here; what JSON.parse makes cannot.
    const location = {
      source: sources[0]?.name ?? "facts",
      span: { start: 0, end: 0 },
      line: 0,
      column: 0,
      pointer: "",
    };
    return {
      diagnostics: [createDiagnostic(notFacts, location, { expected: "plain JSON, without members that throw" })],
    };
  }
  if (read.facts === undefined) return read;
  return { ...read, diagnostics: [...read.diagnostics, ...findViolations(policy, read.facts, clock)] };
}

/** More people times places than this are not gone through: then only those are looked at that an assignment names together. */
const pairLimit = 100_000;

interface Holding {
  readonly person: Ref;
  readonly place: Ref | undefined;
}

/** Static separation: who holds too many roles of a set now, however they come to them. */
function findViolations(policy: Policy, facts: Facts, clock: () => Date): readonly Diagnostic[] {
  const sets = policy.exclusives.filter((set) => !set.active);
  if (sets.length === 0) return [];
  const membership = createMembership(createWorld(createSchema(policy), createFactsTable(facts), nobodyAsks(clock)));
  return sets.flatMap((set) =>
    pairsFor(set, policy, facts).flatMap(({ person, place }) => {
      const held = set.roles.filter((role) => membership.holds(person, role, place, "all") === true);
      return held.length > set.atMost ? [report(set, held, { person, place }, facts)] : [];
    }),
  );
}

function nobodyAsks(clock: () => Date): Question {
  const nothing: Overlay = { attributes: new Map(), parents: undefined, groups: [], roles: [] };
  const empty = { kind: "record", members: new Map() } as const;
  return {
    subject: undefined,
    action: { name: "", wire: "", attributes: [], origin: { source: "", line: 0, column: 0 } },
    actionValue: empty,
    resource: { type: "", id: "" },
    context: empty,
    token: { claims: new Map() },
    now: clock().getTime(),
    activeRoles: undefined,
    subjectOverlay: nothing,
    resourceOverlay: nothing,
  };
}

function pairsFor(set: Exclusive, policy: Policy, facts: Facts): readonly Holding[] {
  const subjects = new Set(policy.types.filter((type) => type.subject).map((type) => type.name));
  const holders = facts.assignments.flatMap(({ holder }) => (holder.kind === "entity" ? [holder.ref] : []));
  const people = distinct(
    [...facts.entities.map(({ ref }) => ref), ...holders].filter(({ type }) => subjects.has(type)),
  );
  if (set.on === undefined) return people.map((person) => ({ person, place: undefined }));
  const assigned = facts.assignments.flatMap(({ resource }) => resource ?? []);
  const places = distinct([...facts.entities.map(({ ref }) => ref), ...assigned].filter(({ type }) => type === set.on));
  if (people.length * places.length <= pairLimit)
    return people.flatMap((person) => places.map((place) => ({ person, place })));
  const named = new Map<string, Holding>();
  for (const { holder, resource } of facts.assignments) {
    if (
      holder.kind !== "entity" ||
      !subjects.has(holder.ref.type) ||
      resource === undefined ||
      resource.type !== set.on
    )
      continue;
    named.set(`${refKey(holder.ref)}\u0000${refKey(resource)}`, { person: holder.ref, place: resource });
  }
  return [...named.values()];
}

function distinct(refs: readonly Ref[]): readonly Ref[] {
  return [...new Map(refs.map((ref) => [refKey(ref), ref])).values()];
}

/** At the last assignment of one of the roles to the person, or else at the last of any: it is where a person would look. */
function report(set: Exclusive, roles: readonly string[], { person, place }: Holding, facts: Facts): Diagnostic {
  const own = facts.assignments.filter(
    ({ holder, role }) => holder.kind === "entity" && refKey(holder.ref) === refKey(person) && set.roles.includes(role),
  );
  const origin = own.at(-1)?.origin ?? { source: "facts", pointer: "" };
  const location = { ...origin, span: { start: 0, end: 0 }, line: 0, column: 0 };
  return createDiagnostic(separationOfDuty, location, {
    person: printRef(person),
    roles,
    place: place === undefined ? undefined : printRef(place),
    atMost: set.atMost,
  });
}
