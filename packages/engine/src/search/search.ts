import type { Ref } from "@authz/model";
import { noRank } from "../facts/order.ts";
import type { FactsTable } from "../facts/table.ts";
import { createWorld } from "../facts/world.ts";
import { decide } from "../reference/decide.ts";
import type { Code } from "../decision.ts";
import { createMembership } from "../reference/people.ts";
import { decodeRequest, type DecodedRequest, type Question } from "../request/decode-request.ts";
import type { Schema } from "../schema/schema.ts";
import { problemText } from "../values/decode.ts";
import { candidateResources, candidateSubjects } from "./candidates.ts";
import type { Shortcut } from "./each.ts";
import { readsIds } from "./entities-in.ts";
import { visitInOrder, type Visit } from "./in-order.ts";
import { pageOf } from "./page.ts";
import { readQuery, type Kind, type Query } from "./query.ts";
import { createUses, leavesOf, type Uses } from "./uses.ts";

/** What every search may say besides. */
export interface SearchOptions {
  /** As in a request. */
  readonly context?: unknown;
  /** At most so many results; default: all. */
  readonly limit?: number;
  /** Where the page before ended: only for the same search. */
  readonly cursor?: string;
}

/** `properties` as in a request. */
export interface SearchedAction {
  readonly name: string;
  readonly properties?: unknown;
}

export interface SearchedEntity extends Ref {
  readonly properties?: unknown;
}

export interface SubjectSearch extends SearchOptions {
  /** The type of subjects that is searched for; `anonymous` for the caller without identity. */
  readonly type: string;
  readonly action: SearchedAction | string;
  readonly resource: SearchedEntity;
}

export interface ResourceSearch extends SearchOptions {
  readonly subject: SearchedEntity;
  readonly action: SearchedAction | string;
  /** The type of resources that is searched for. */
  readonly type: string;
}

export interface ActionSearch extends SearchOptions {
  readonly subject: SearchedEntity;
  readonly resource: SearchedEntity;
}

export interface Found<T> {
  /** In the order of their ids (or names), by code units. */
  readonly results: readonly T[];
  /**
   * Whether there are no others, on this page and those before and after: with false, the same is allowed for some that neither
   * facts, policy nor request name (everyone of a type, a document nobody has heard of).
   */
  readonly complete: boolean;
  /** Where the next page begins; absent on the last. */
  readonly cursor?: string;
  /** Why this is no search, or does not fit the policy's declarations; then nothing is found, and `complete` is false. */
  readonly problem?: string;
}

/**
 * Which instead of whether (AuthZEN Authorization API 1.0, section "Search"): what is found, `check` allows, and what is known
 * and `check` allows, is found. Names are the wire's; an unknown one finds nothing. Never throws.
 */
export interface Search {
  subjects(search: SubjectSearch): Found<Ref>;
  resources(search: ResourceSearch): Found<Ref>;
  actions(search: ActionSearch): Found<{ readonly name: string }>;
}

/** What is searched: it may change between two searches. */
export interface Searched {
  readonly schema: Schema;
  readonly facts: FactsTable;
  readonly clock: () => Date;
  readonly shortcut: Shortcut | undefined;
}

export function createSearch(searched: () => Searched): Search {
  return {
    subjects: (search) => findEntities(search, "subject", searched()),
    resources: (search) => findEntities(search, "resource", searched()),
    actions: (search) => findActions(search, searched()),
  };
}

const usesBySchema = new WeakMap<Schema, Uses>();

function usesOf(schema: Schema): Uses {
  const uses = usesBySchema.get(schema) ?? createUses(schema, leavesOf);
  usesBySchema.set(schema, uses);
  return uses;
}

function findEntities(search: unknown, kind: "subject" | "resource", searched: Searched): Found<Ref> {
  const { schema, facts, clock, shortcut } = searched;
  const read = readQuery(search, kind);
  if ("problem" in read) return failed(read.problem);
  const { query } = read;
  const decoded = decodeRequest(query.request, schema, clock);
  if (decoded.kind !== "question") return undecided(decoded);
  const { question } = decoded;
  if (question.subject === undefined && kind === "subject") return findAnonymous(question, query, schema, facts);
  const type = kind === "subject" ? question.subject?.type : question.resource.type;
  const entry = schema.types.get(type ?? "");
  if (entry === undefined) return none;
  const { name, wire } = entry.type;
  const candidates =
    kind === "subject"
      ? candidateSubjects(question, name, schema, facts)
      : candidateResources(question, name, usesOf(schema), schema, facts);
  // The same for every resource, and perhaps long.
  const identities = kind === "subject" ? undefined : identitiesOf(question, schema, facts);
  const each = shortcut?.each(query.request, kind, question.now);
  const filter = candidates.conditional ? each : undefined;
  const isAllowed: Visit = (id, node, rank, sought) =>
    (sought || filter === undefined || filter.mayApply(id, node, rank)) &&
    (each?.decide(id, node, rank) ??
      codeOf(ask(question, kind, { type: name, id }), schema, facts, undefined, identities) === "granted");
  const page = pageOf((visit) => visitInOrder(candidates, name, query.after, facts, visit), isAllowed, query);
  const complete = !mayStrangers(question, kind, name, schema, facts);
  const results = page.ids.map((id) => ({ type: wire, id }));
  return { results, complete, ...(page.cursor === undefined ? {} : { cursor: page.cursor }) };
}

function ask(question: Question, kind: Kind, ref: Ref): Question {
  return kind === "subject" ? { ...question, subject: ref } : { ...question, resource: ref };
}

function identitiesOf(question: Question, schema: Schema, facts: FactsTable): ReadonlyMap<string, Ref> | undefined {
  const { subject } = question;
  return subject === undefined ? undefined : createWorld(schema, facts, question).groups(subject);
}

function codeOf(
  question: Question,
  schema: Schema,
  facts: FactsTable,
  nameless?: Ref,
  identities?: ReadonlyMap<string, Ref>,
): Code {
  const world = createWorld(schema, facts, question, nameless, identities);
  return decide(world, createMembership(world)).code;
}

function findAnonymous(question: Question, query: Query, schema: Schema, facts: FactsTable): Found<Ref> {
  const page = pageOf(
    (visit) => visitNames([""], query.after, visit),
    () => codeOf(question, schema, facts) === "granted",
    query,
  );
  return { results: page.ids.map((id) => ({ type: "anonymous", id })), complete: true };
}

function findActions(search: unknown, { schema, facts, clock }: Searched): Found<{ readonly name: string }> {
  const read = readQuery(search, "action");
  if ("problem" in read) return failed(read.problem);
  const { query } = read;
  const actions = schema.typesByWire.get(query.request.resource.type)?.type.resource?.actions ?? [];
  const requests = new Map(actions.map(({ wire }) => [wire, { ...query.request, action: { name: wire } }]));
  const decoded = new Map([...requests].map(([name, request]) => [name, decodeRequest(request, schema, clock)]));
  const invalid = decodeRequest(query.request, schema, clock);
  if (invalid.kind === "invalid") return undecided(invalid);
  const isAllowed = (name: string): boolean => {
    const each = decoded.get(name);
    return each?.kind === "question" && codeOf(each.question, schema, facts) === "granted";
  };
  const page = pageOf((visit) => visitNames(decoded.keys(), query.after, visit), isAllowed, query);
  const results = page.ids.map((name) => ({ name }));
  return { results, complete: true, ...(page.cursor === undefined ? {} : { cursor: page.cursor }) };
}

/** The names, or the callers without identity, by code units. */
function visitNames(names: Iterable<string>, after: string | undefined, visit: Visit): void {
  for (const name of [...names].sort())
    if ((after === undefined || name > after) && !visit(name, undefined, noRank, true)) return;
}

/** Is there, or may there be, somebody (or something) of the type that nobody has heard of, for whom the answer is yes? */
function mayStrangers(
  question: Question,
  kind: "subject" | "resource",
  type: string,
  schema: Schema,
  facts: FactsTable,
): boolean {
  let id = "\u0000";
  while (facts.isKnown({ type, id })) id += "\u0000";
  const stranger = { type, id };
  const code = codeOf(ask(question, kind, stranger), schema, facts, stranger);
  if (code === "granted") return true;
  return code !== "no_grant" && code !== "denied_by_rule" && readsIds(schema.policy);
}

const none: Found<never> = { results: [], complete: true };

function failed(problem: string): Found<never> {
  return { results: [], complete: false, problem };
}

function undecided(decoded: Exclude<DecodedRequest, { kind: "question" }>): Found<never> {
  return decoded.kind === "unknown" ? none : failed(problemText(decoded.problem));
}
