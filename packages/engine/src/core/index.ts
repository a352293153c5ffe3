/** The least that decides, for bundlers: an engine without facts of its own, without search, explanations and generated code. */
import type * as features from "../features/features.ts";

export type { ClockOption, Decider, DeciderOptions, FactsDecider } from "./decider.ts";
export { createDecider, createMatch } from "./decider.ts";
export type { HttpRequest, MatchedQuestion } from "../endpoints/match.ts";
export type { AssuranceChallenge, Challenge, Code, Decision, RuleReference } from "../decision.ts";
/** What `authz compile` links of the language, by name: all of it, unless it is replaced. */
export type Features = Readonly<Record<keyof typeof features, boolean>>;
