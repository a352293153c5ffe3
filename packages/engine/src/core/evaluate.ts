import { answerOutcome, answerUndecided } from "../answer/to-decision.ts";
import type { Decision, Explanation } from "../decision.ts";
import type { FactsReader } from "../facts/facts.ts";
import { createWorld, type World } from "../facts/world.ts";
import { decide, type Outcome } from "../reference/decide.ts";
import { createMembership, type Membership } from "../reference/people.ts";
import { decodeRequest } from "../request/decode-request.ts";
import type { Request } from "../request/read-request.ts";
import type { Schema } from "../schema/schema.ts";

export interface Evaluation {
  readonly schema: Schema;
  readonly facts: FactsReader;
  readonly clock: () => Date;
  /** Makes the explanation; undefined: there is none. Passed in, so that whoever never explains does without its code. */
  readonly explain?: ((world: World, membership: Membership, outcome: Outcome) => Explanation) | undefined;
}

/** One decision, by the interpreter. */
export function evaluate(request: Request, { schema, facts, clock, explain }: Evaluation): Decision {
  const decoded = decodeRequest(request, schema, clock);
  if (decoded.kind !== "question") return answerUndecided(decoded, request, schema, explain !== undefined);
  const world = createWorld(schema, facts, decoded.question);
  const membership = createMembership(world);
  const outcome = decide(world, membership);
  return answerOutcome(outcome, schema, explain?.(world, membership, outcome));
}
