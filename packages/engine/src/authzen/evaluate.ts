import { defaultLimits } from "@authz/model";
import type { Decision } from "../decision.ts";
import type { CheckOptions, Engine } from "../engine.ts";
import { copyJson, readRequest } from "../request/read-request.ts";
import { isObject, member } from "../values/decode.ts";

/** An AuthZEN decision: what the engine says of a decision stands in its context. */
export interface AuthzenDecision {
  readonly decision: boolean;
  readonly context: Omit<Decision, "decision"> | { readonly error: AuthzenError };
}

/** Why there is no decision: HTTP's 400. */
export interface AuthzenError {
  readonly status: 400;
  readonly message: string;
}

export type AuthzenResponse = AuthzenDecision | { readonly evaluations: readonly AuthzenDecision[] };

/** The answer to a body, or the reason why there is none. */
export type Evaluated =
  | { readonly response: AuthzenResponse; readonly error?: undefined }
  | { readonly response?: undefined; readonly error: AuthzenError };

const semantics = ["execute_all", "deny_on_first_deny", "permit_on_first_permit"] as const;
type Semantic = (typeof semantics)[number];

/**
 * Answers the body of an AuthZEN Authorization API 1.0 request: one evaluation, or many when it has `evaluations`, whose
 * items take what they lack from the top level, each member whole. An item that is no request is denied with an `error`.
 */
export function evaluateBody(engine: Engine, body: unknown, options: CheckOptions = {}): Evaluated {
  const copy = copyJson(body);
  if ("problem" in copy) return fail(copy.problem);
  const data = copy.data;
  const items = isObject(data) ? member(data, "evaluations") : undefined;
  if (!isObject(data) || items === undefined || (Array.isArray(items) && items.length === 0))
    return evaluateOne(engine, data, options);
  if (!Array.isArray(items)) return fail("`evaluations` must be a list");
  if (items.length > defaultLimits.batch) return fail(`\`evaluations\` has more than ${defaultLimits.batch} items`);
  const semantic = readSemantic(member(data, "options"));
  if (semantic === undefined) return fail(`\`options.evaluations_semantic\` must be one of ${semantics.join(", ")}`);
  return { response: { evaluations: evaluateAll(engine, data, items, semantic, options) } };
}

export function toAuthzen({ decision, ...context }: Decision): AuthzenDecision {
  return { decision, context };
}

function evaluateOne(engine: Engine, data: unknown, options: CheckOptions): Evaluated {
  const read = readRequest(data);
  return read.request === undefined ? fail(read.problem) : { response: toAuthzen(engine.check(read.request, options)) };
}

function evaluateAll(
  engine: Engine,
  defaults: Readonly<Record<string, unknown>>,
  items: readonly unknown[],
  semantic: Semantic,
  options: CheckOptions,
): AuthzenDecision[] {
  const results: AuthzenDecision[] = [];
  for (const item of items) {
    const { response, error } = evaluateOne(engine, withDefaults(item, defaults), options);
    const result: AuthzenDecision =
      response !== undefined && "decision" in response
        ? response
        : { decision: false, context: { error: error ?? { status: 400, message: "" } } };
    results.push(result);
    if (semantic === "deny_on_first_deny" && !result.decision) break;
    if (semantic === "permit_on_first_permit" && result.decision) break;
  }
  return results;
}

function withDefaults(item: unknown, defaults: Readonly<Record<string, unknown>>): unknown {
  if (!isObject(item)) return item;
  const merged = new Map<string, unknown>();
  for (const name of ["subject", "action", "resource", "context"]) {
    // Also `null` replaces the default: it is there.
    const value = Object.hasOwn(item, name) ? item[name] : member(defaults, name);
    if (value !== undefined) merged.set(name, value);
  }
  return Object.fromEntries(merged);
}

function readSemantic(data: unknown): Semantic | undefined {
  const wanted = isObject(data) ? member(data, "evaluations_semantic") : undefined;
  return wanted === undefined ? "execute_all" : semantics.find((semantic) => semantic === wanted);
}

function fail(message: string): Evaluated {
  return { error: { status: 400, message } };
}
