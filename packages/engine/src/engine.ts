import type { Diagnostic, Policy, Ref } from "@authz/model";
import { evaluate } from "./core/evaluate.ts";
import type { Decision } from "./decision.ts";
import {
  createMatcher,
  questionOf,
  type HttpRequest,
  type MatchedQuestion,
  type MatchedRequest,
  type Matcher,
} from "./endpoints/match.ts";
import type { Facts, FactsReader } from "./facts/facts.ts";
import { createLiveFacts, FactsError, type Integrity, type LiveFacts } from "./facts/live-facts.ts";
import { createFactsTable, type FactsTable } from "./facts/table.ts";
import { refit } from "./facts/refit.ts";
import { explain } from "./explain/explain.ts";
import { evaluateLoading, type FactsLoader } from "./loading/load.ts";
import { withOwnFacts } from "./loading/own-facts.ts";
import { createRecorder, type FactsData, type Needs } from "./loading/needs.ts";
import { readRequest, type Request } from "./request/read-request.ts";
import { refuse } from "./answer/to-decision.ts";
import { createCompiled, type Clock, type Compiled } from "./compile/compiled.ts";
import { createHandles, type Permission, type SubjectHandle } from "./handles/handles.ts";
import { createSchema, type Schema } from "./schema/schema.ts";
import { createSearch, type Search } from "./search/search.ts";
import { createIntegrity, standingViolations } from "./separation/integrity.ts";

export interface CompileOptions {
  /** Checked against this very policy; none: nothing is known but what requests say. */
  readonly facts?: Facts;
  /** The time of requests that bring none, and of facts that change; default: the system's clock. */
  readonly clock?: () => Date;
  /** Called after each decision, for logs: it gets a copy, and what it throws goes to `onError`. */
  readonly onDecision?: (event: DecisionEvent) => void | Promise<void>;
  /** What `onDecision` and listeners of facts throw; default: nobody is told. */
  readonly onError?: (error: unknown) => void;
}

/** What was asked, without properties, context and token, which may be sensitive; and the answer. */
export interface DecisionEvent {
  /** Undefined: what came was no request. */
  readonly asked: { readonly subject: Ref; readonly action: string; readonly resource: Ref } | undefined;
  readonly decision: Decision;
}

export interface CheckOptions {
  /** Adds the explanation to the decision. */
  readonly explain?: boolean;
  /**
   * Facts of this request alone, beside those of the engine: an entity that both know is what these say, assignments add up.
   * What does not fit the policy makes the request invalid.
   */
  readonly facts?: Facts | FactsData;
}

export interface LoadingOptions extends CheckOptions {
  readonly load: FactsLoader;
}

/**
 * Answers requests. Nothing that is asked makes it throw.
 * `Asked` is what the compiler lets one ask: `authz compile --types` writes the type of the requests that fit a policy.
 */
export interface Engine<Asked = unknown> {
  /** The one that decides now. */
  readonly policy: Policy;
  readonly facts: LiveFacts;
  /** Which instead of whether, over the engine's facts. */
  readonly search: Search;
  /**
   * Whether `allows` runs code that was generated for the policy. False where code from strings is forbidden (a content security
   * policy, `--disallow-code-generation-from-strings`, some edge runtimes) and with `onDecision`, which wants reasons: there
   * the interpreter decides, with the same answers.
   */
  readonly compiled: boolean;
  /** How many answers of `allows` came from generated code and how many from the interpreter, since the engine was made. */
  readonly answered: Readonly<Answered>;
  /** The decision alone. */
  allows(request: Asked, options?: CheckOptions): boolean;
  /**
   * The decision with its reasons. What is not a request at all (see `readRequest`) is `invalid_request` here.
   * @param request an AuthZEN Evaluation request: `{ subject, action, resource, context? }`
   */
  check(request: Asked, options?: CheckOptions): Decision;
  /**
   * A subject to ask about often, described as in a request; what it was given is copied, so that later changes of it do not
   * matter. Policy and facts are never copied: `can` goes by those that the engine has when it is asked.
   */
  subject(subject: unknown): SubjectHandle;
  /** What a {@link SubjectHandle} is asked about: an action on a type of resources, by the names that requests use. */
  permission(type: string, action: string): Permission;
  /** In the order of the requests. */
  checkAll(requests: Iterable<Asked>, options?: CheckOptions): Decision[];
  /**
   * The same decision when facts are kept elsewhere: `load` is asked for exactly what can matter and is not known, in as many
   * rounds as there are steps from one thing to the next, each in one go. Rejects with what `load` rejects with, and with a
   * {@link FactsError} when what it brings does not fit the policy: never with a decision over half of the facts.
   */
  checkAsync(request: Asked, options: LoadingOptions): Promise<Decision>;
  /** What `check` would have to know besides, as far as it can be told from what is known: what `checkAsync` asks for first. */
  needs(request: Asked, options?: CheckOptions): Needs;
  /** What the policy's endpoints make of an HTTP request; undefined when none matches or the path is refused. */
  match(request: HttpRequest): MatchedQuestion | "public" | undefined;
  /** The same, and why when there is no question: for whoever stands between requests and their handlers. */
  matchRequest(request: HttpRequest): MatchedRequest;
  /**
   * Decides by another policy from now on, over the same facts. When they do not fit it, throws a {@link FactsError}, and the
   * old policy stays. Returns what is odd about the facts all the same: roles in one person's hands that now exclude one another.
   */
  replace(policy: Policy): readonly Diagnostic[];
}

export interface Answered {
  compiled: number;
  interpreted: number;
}

/** All that a decision goes by; replaced as a whole. */
interface State {
  readonly compiled: Compiled | undefined;
  readonly schema: Schema;
  readonly table: FactsTable;
  readonly matcher: Matcher;
  readonly integrity: Integrity;
}

/** Makes an engine of a checked policy. Throws only when `facts` were checked against another policy. */
export function compile<Asked = unknown>(policy: Policy, options: CompileOptions = {}): Engine<Asked> {
  const { facts, clock = () => new Date(), onError = () => undefined } = options;
  if (facts !== undefined) refuseOthers(facts, policy);
  // Whoever wants to be told of decisions wants their reasons, too.
  const timing: Clock | undefined =
    options.onDecision === undefined ? { read: clock, own: options.clock !== undefined } : undefined;
  let state = createState(policy, createFactsTable(facts), clock, timing);
  const report = reporter(options.onDecision, onError);
  const answered: Answered = { compiled: 0, interpreted: 0 };

  const { check, checkAsync, needs } = createQuestions(() => state, clock, report);
  function allows(request: unknown, checkOptions?: CheckOptions): boolean {
    const answer = checkOptions === undefined ? state.compiled?.decide(request) : undefined;
    if (answer !== undefined) {
      answered.compiled++;
      return answer;
    }
    answered.interpreted++;
    return check(request, checkOptions).decision;
  }

  return {
    // Whoever is told of decisions is told of each.
    ...createHandles(() => state, allows, options.onDecision === undefined),
    get policy() {
      return state.schema.policy;
    },
    facts: createLiveFacts(() => state, onError),
    search: createSearch(() => ({ schema: state.schema, facts: state.table, clock, shortcut: state.compiled })),
    get compiled() {
      return state.compiled !== undefined;
    },
    answered,
    check,
    allows,
    checkAll: (requests, checkOptions) => Array.from(requests, (request) => check(request, checkOptions)),
    checkAsync,
    needs,
    match: (request) => questionOf(state.matcher(request)),
    matchRequest: (request) => state.matcher(request),
    replace(next) {
      const { table, diagnostics } = refit(state.table, state.schema, next);
      if (table === undefined) throw new FactsError(diagnostics);
      // Whatever was worked out by the old policy is as out of date as by old facts.
      state.table.versions.facts++;
      state = createState(next, table, clock, timing);
      return standingViolations(state.schema, table, clock);
    },
  };
}

/** The ways to ask for a decision. */
function createQuestions(
  state: () => State,
  clock: () => Date,
  report: (request: Request | undefined, decision: Decision) => Decision,
): Pick<Engine, "check" | "checkAsync" | "needs"> {
  /** The facts are those of the engine and of the request itself; a sentence: these do not fit the policy. */
  function read(request: unknown, own: CheckOptions["facts"]) {
    const { schema, table } = state();
    return {
      ...readRequest(request),
      schema,
      table,
      facts: own === undefined ? table : withOwnFacts(own, schema, table),
    };
  }

  const decide = (asked: Request, schema: Schema, facts: FactsReader, explained: boolean): Decision =>
    evaluate(asked, { schema, facts, clock, explain: explained ? explain : undefined });

  function check(request: unknown, { explain: explained = false, facts: own }: CheckOptions = {}): Decision {
    const { request: asked, problem, schema, facts } = read(request, own);
    if (asked === undefined) return report(undefined, refuse(schema, problem, explained));
    const invalid = typeof facts === "string";
    return report(asked, invalid ? refuse(schema, facts, explained) : decide(asked, schema, facts, explained));
  }

  async function checkAsync(request: unknown, loading: LoadingOptions): Promise<Decision> {
    const { load, explain: explained = false, facts: own } = loading ?? {};
    if (typeof load !== "function") throw new TypeError("checkAsync: `load` must be a function that fetches facts");
    const { request: asked, schema, facts } = read(request, own);
    if (asked === undefined || typeof facts === "string") return check(request, loading);
    const ask = (reader: FactsReader): Decision => decide(asked, schema, reader, explained);
    return report(asked, await evaluateLoading(schema, facts, load, ask));
  }

  function needs(request: unknown, { facts: own }: CheckOptions = {}): Needs {
    const { request: asked, schema, table, facts } = read(request, own);
    const recorder = createRecorder(typeof facts === "string" ? table : facts, schema);
    if (asked !== undefined) evaluate(asked, { schema, facts: recorder, clock });
    return recorder.take();
  }

  return { check, checkAsync, needs };
}

function refuseOthers(facts: Facts, policy: Policy): void {
  const { kind }: { readonly kind?: unknown } = facts;
  if (kind !== "facts")
    throw new TypeError("compile: `facts` are what parseFacts or loadFacts make of data, not the data itself");
  if (facts.policy !== policy.version)
    throw new TypeError("compile: these facts were checked against another policy; parse them again with this one");
}

function createState(policy: Policy, table: FactsTable, clock: () => Date, timing: Clock | undefined): State {
  const schema = createSchema(policy);
  return {
    schema,
    table,
    matcher: createMatcher(policy),
    integrity: createIntegrity(schema, table, clock),
    compiled: timing && createCompiled(schema, table, timing),
  };
}

/** Tells of a decision and returns it; whoever is told can neither change nor stop it. */
function reporter(
  onDecision: CompileOptions["onDecision"],
  onError: (error: unknown) => void,
): (request: Request | undefined, decision: Decision) => Decision {
  if (onDecision === undefined) return (_, decision) => decision;
  return (request, decision) => {
    try {
      const told: unknown = onDecision({ asked: request && outline(request), decision: structuredClone(decision) });
      // An async function is let go, but what it rejects with must not end the process.
      if (told instanceof Promise) told.catch(onError);
    } catch (error) {
      onError(error);
    }
    return decision;
  };
}

function outline({ subject, action, resource }: Request): NonNullable<DecisionEvent["asked"]> {
  return {
    subject: { type: subject.type, id: subject.id },
    action: action.name,
    resource: { type: resource.type, id: resource.id },
  };
}
