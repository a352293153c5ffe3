import type { Policy } from "@authz/model";
import { refuse } from "../answer/to-decision.ts";
import type { Decision } from "../decision.ts";
import { createMatcher } from "../endpoints/match.ts";
import type { FactsReader } from "../facts/facts.ts";
import { readRequest } from "../request/read-request.ts";
import { createSchema } from "../schema/schema.ts";
import { evaluate } from "./evaluate.ts";
import { matchRequest, questionOf, type HttpRequest, type MatchedQuestion } from "./match.ts";
import { readData } from "./read-data.ts";

export interface DeciderOptions {
  /** Facts as plain JSON, as facts files hold them. What does not fit the policy makes the request invalid. */
  readonly facts?: unknown;
  /** The time of requests that bring none; default: the system's clock. */
  readonly clock?: () => Date;
}

/** What is left of an engine when its facts come with each request: decisions, and no explanations. */
export interface Decider {
  check(request: unknown, options?: DeciderOptions): Decision;
  allows(request: unknown, options?: DeciderOptions): boolean;
}

const noFacts: FactsReader = { entity: () => undefined, assignmentsTo: () => [] };

/** The smallest thing that decides: what `authz compile` puts into a module. Nothing that is asked makes it throw. */
export function createDecider(policy: Policy): Decider {
  const schema = createSchema(policy);

  function check(request: unknown, { facts: data, clock = () => new Date() }: DeciderOptions = {}): Decision {
    const read = readRequest(request);
    if (read.request === undefined) return refuse(schema, read.problem);
    const facts = data === undefined ? noFacts : readData(data, schema);
    if (facts === undefined) return refuse(schema, "facts: they do not fit the policy");
    return evaluate(read.request, { schema, facts, clock });
  }

  return { check, allows: (request, options) => check(request, options).decision };
}

/** `match` of an engine: by itself, so that a policy without endpoints does without it. */
export function createMatch(policy: Policy): (request: HttpRequest) => MatchedQuestion | "public" | undefined {
  const [schema, matcher] = [createSchema(policy), createMatcher(policy)];
  return (request) => questionOf(matchRequest(request, { matcher, schema }));
}
