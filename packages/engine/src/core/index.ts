/** The least that decides, for bundlers: an engine without facts of its own, without search, explanations and generated code. */
export type { Decider, DeciderOptions } from "./decider.ts";
export { createDecider, createMatch } from "./decider.ts";
export type { HttpRequest, MatchedQuestion } from "./match.ts";
export type { AssuranceChallenge, Challenge, Code, Decision, RuleReference } from "../decision.ts";
