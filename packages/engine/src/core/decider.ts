import type { Policy } from "@authz/model";
import { refuse } from "../answer/to-decision.ts";
import type { Decision } from "../decision.ts";
import { createMatcher, questionOf, type HttpRequest, type MatchedQuestion } from "../endpoints/match.ts";
import type { FactsReader } from "../facts/facts.ts";
import { readRequest } from "../request/read-request.ts";
import { createSchema } from "../schema/schema.ts";
import { evaluate } from "./evaluate.ts";
import { readData } from "./read-data.ts";

export interface ClockOption {
  /** The time of requests that bring none; default: the system's clock. */
  readonly clock?: () => Date;
}

export interface DeciderOptions extends ClockOption {
  /** Facts as plain JSON, as facts files hold them. What does not fit the policy makes the request invalid. */
  readonly facts?: unknown;
}

/** Decides by facts that it was given before. */
export interface FactsDecider {
  check(request: unknown, options?: ClockOption): Decision;
  allows(request: unknown, options?: ClockOption): boolean;
}

/** What is left of an engine when its facts come with each request: decisions, and no explanations. */
export interface Decider {
  check(request: unknown, options?: DeciderOptions): Decision;
  allows(request: unknown, options?: DeciderOptions): boolean;
  /** Reads facts once, for many requests. Those that do not fit the policy make every request invalid. */
  withFacts(facts: unknown): FactsDecider;
}

const noFacts: FactsReader = { entity: () => undefined, assignmentsTo: () => [] };

/** The smallest thing that decides: what `authz compile` puts into a module. Nothing that is asked makes it throw. */
export function createDecider(policy: Policy): Decider {
  const schema = createSchema(policy);

  function decide(
    request: unknown,
    facts: () => FactsReader | undefined,
    { clock = systemClock }: ClockOption,
  ): Decision {
    const { request: asked, problem } = readRequest(request);
    if (asked === undefined) return refuse(schema, problem);
    const known = facts();
    if (known === undefined) return refuse(schema, "facts: they do not fit the policy");
    return evaluate(asked, { schema, facts: known, clock });
  }

  const readFacts = (data: unknown): FactsReader | undefined => (data === undefined ? noFacts : readData(data, schema));

  function check(request: unknown, options: DeciderOptions = {}): Decision {
    return decide(request, () => readFacts(options.facts), options);
  }

  function withFacts(data: unknown): FactsDecider {
    const facts = readFacts(data);
    const checkIt = (request: unknown, options: ClockOption = {}): Decision => decide(request, () => facts, options);
    return { check: checkIt, allows: (request, options) => checkIt(request, options).decision };
  }

  return { check, allows: (request, options) => check(request, options).decision, withFacts };
}

function systemClock(): Date {
  return new Date();
}

/** `match` of an engine: by itself, so that a policy without endpoints does without it. */
export function createMatch(policy: Policy): (request: HttpRequest) => MatchedQuestion | "public" | undefined {
  const matcher = createMatcher(policy);
  return (request) => questionOf(matcher(request));
}
