import type { Assurance, PolicyRule, Requirement } from "@authz/model";
import type { Missing } from "../ceiling/ceiling.ts";
import type { AssuranceChallenge, Challenge, Code, Decision, Explanation, RuleReference } from "../decision.ts";
import * as features from "../features/features.ts";
import { printOrigin } from "../explain/print.ts";
import type { Outcome } from "../reference/decide.ts";
import type { DecodedRequest } from "../request/decode-request.ts";
import type { Request } from "../request/read-request.ts";
import type { Schema } from "../schema/schema.ts";
import { problemText } from "../values/decode.ts";

/** The answer to a request that was decided. */
export function answerOutcome(outcome: Outcome, schema: Schema, explanation: Explanation | undefined): Decision {
  const missing = outcome.code === "granted" ? undefined : outcome.missing;
  const rules = [
    ...outcome.rules.map((rule) => refer(rule, rule.effect)),
    ...(missing?.requirements ?? []).map((requirement) => refer(requirement, "require")),
  ];
  const message = messageOf(outcome, missing);
  return {
    decision: outcome.code === "granted",
    code: outcome.code,
    rules,
    policy: schema.policy.version,
    ...(message === "" ? {} : { message }),
    ...(missing === undefined ? {} : { challenge: challengeOf(missing) }),
    ...(!features.explanations || explanation === undefined ? {} : { explanation }),
  };
}

/** The answer to a request that names something the policy does not have, or does not fit its declarations. */
export function answerUndecided(
  decoded: Exclude<DecodedRequest, { kind: "question" }>,
  request: Request,
  schema: Schema,
  explained: boolean,
): Decision {
  if (decoded.kind === "invalid") return refuse(schema, problemText(decoded.problem), explained);
  return deny(
    "no_grant",
    schema,
    features.explanations && explained ? `the policy has no ${nameOf(decoded.what, request)}` : undefined,
  );
}

function nameOf(what: "subject" | "action" | "resource", { subject, action, resource }: Request): string {
  if (what === "subject") return `subject type ${quote(subject.type)}`;
  const type = quote(resource.type);
  return what === "resource" ? `resource type ${type}` : `action ${quote(action.name)} on ${type}`;
}

/** `invalid_request`, with what is wrong as its message. */
export function refuse(schema: Schema, problem: string, explained = false): Decision {
  return { ...deny("invalid_request", schema, explained ? problem : undefined), message: problem };
}

/** By no rule. */
function deny(code: Code, schema: Schema, summary: string | undefined): Decision {
  const denied = { decision: false, code, rules: [], policy: schema.policy.version };
  return summary === undefined ? denied : { ...denied, explanation: { summary, details: [] } };
}

function quote(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text);
}

/** The `because` of what determined the answer: with something missing, of the requirements that lack just that. */
function messageOf(outcome: Outcome, missing: Missing | undefined): string {
  const requirements = (missing?.requirements ?? []).filter(
    ({ scopes }) => outcome.code !== "insufficient_scope" || scopes.some((scope) => missing?.allOf.includes(scope)),
  );
  const determining = missing === undefined ? outcome.rules : requirements;
  const reasons = [...new Set(determining.flatMap(({ because }) => because ?? []))].join("; ");
  return reasons === "" || outcome.code !== "error" ? reasons : `it could not be told whether this applies: ${reasons}`;
}

function refer({ id, origin, because }: PolicyRule | Requirement, effect: RuleReference["effect"]): RuleReference {
  return { id, effect, at: printOrigin(origin), ...(because === undefined ? {} : { reason: because }) };
}

function challengeOf({ anyOf, allOf, assurances }: Missing): Challenge {
  return { scopes: { any_of: anyOf, all_of: allOf }, assurances: assurances.map(challengeOfAssurance) };
}

function challengeOfAssurance({ name, acr, amr, within }: Assurance): AssuranceChallenge {
  return { name, acr_values: acr, amr_values: amr, ...(within === undefined ? {} : { max_age: within }) };
}
