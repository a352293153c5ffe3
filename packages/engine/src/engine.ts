import type { Policy, Ref } from "@authz/model";
import type { Decision } from "./decision.ts";
import { createMatcher } from "./endpoints/match.ts";
import { createFactsTable, type Facts, type FactsReader } from "./facts/facts.ts";
import { createLiveFacts, type LiveFacts } from "./facts/live-facts.ts";
import { createWorld } from "./facts/world.ts";
import { explain } from "./explain/explain.ts";
import { decide } from "./reference/decide.ts";
import { createMembership } from "./reference/people.ts";
import { decodeRequest } from "./request/decode-request.ts";
import { readRequest, type Request } from "./request/read-request.ts";
import { answerOutcome, answerUndecided, refuse } from "./answer/to-decision.ts";
import { createSchema, type Schema } from "./schema/schema.ts";

export interface CompileOptions {
  /** Checked against this very policy; none: nothing is known but what requests say. */
  readonly facts?: Facts;
  /** The time of requests that bring none; default: the system's clock. */
  readonly clock?: () => Date;
}

export interface CheckOptions {
  /** Adds the explanation to the decision. */
  readonly explain?: boolean;
}

/** An HTTP request, by its method and its request-target (path with query, as it came over the wire). */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
}

/** What an endpoint asks, as a request spells it: add a `subject` and it can be checked. */
export interface MatchedQuestion {
  readonly action: { readonly name: string };
  readonly resource: Ref;
}

/** Answers requests. Nothing that is asked makes it throw. */
export interface Engine {
  readonly policy: Policy;
  readonly facts: LiveFacts;
  /** The decision alone. */
  allows(request: unknown): boolean;
  /**
   * The decision with its reasons. What is not a request at all (see `readRequest`) is `invalid_request` here.
   * @param request an AuthZEN Evaluation request: `{ subject, action, resource, context? }`
   */
  check(request: unknown, options?: CheckOptions): Decision;
  /** In the order of the requests. */
  checkAll(requests: Iterable<unknown>, options?: CheckOptions): Decision[];
  /** What the policy's endpoints make of an HTTP request; undefined when none matches or the path is refused. */
  match(request: HttpRequest): MatchedQuestion | "public" | undefined;
}

/** Makes an engine of a checked policy. Throws only when `facts` were checked against another policy. */
export function compile(policy: Policy, options: CompileOptions = {}): Engine {
  const { facts, clock = () => new Date() } = options;
  if (facts !== undefined && facts.policy !== policy.version) {
    throw new TypeError("compile: these facts were checked against another policy; parse them again with this one");
  }
  const schema = createSchema(policy);
  const table = createFactsTable(facts);
  const matcher = createMatcher(policy);
  const check = (request: unknown, checkOptions: CheckOptions = {}): Decision => {
    const read = readRequest(request);
    if (read.request === undefined) return refuse(schema, read.problem, checkOptions.explain === true);
    return evaluate(read.request, { schema, facts: table, clock, explain: checkOptions.explain === true });
  };
  return {
    policy,
    facts: createLiveFacts(schema, table),
    check,
    allows: (request) => check(request).decision,
    checkAll: (requests, checkOptions) => Array.from(requests, (request) => check(request, checkOptions)),
    match(request) {
      const match = matcher(request);
      if (match.kind === "public") return "public";
      if (match.kind !== "question") return undefined;
      const entry = schema.types.get(match.type);
      const action = entry?.type.resource?.actions.find(({ name }) => name === match.action);
      return {
        action: { name: action?.wire ?? match.action },
        resource: { type: entry?.type.wire ?? match.type, id: match.id },
      };
    },
  };
}

interface Evaluation {
  readonly schema: Schema;
  readonly facts: FactsReader;
  readonly clock: () => Date;
  readonly explain: boolean;
}

function evaluate(request: Request, { schema, facts, clock, explain: wanted }: Evaluation): Decision {
  const decoded = decodeRequest(request, schema, clock);
  if (decoded.kind !== "question") return answerUndecided(decoded, request, schema, wanted);
  const world = createWorld(schema, facts, decoded.question);
  const membership = createMembership(world);
  const outcome = decide(world, membership);
  return answerOutcome(outcome, schema, wanted ? explain(world, membership, outcome) : undefined);
}
