/** Decisions: a checked policy, facts and a request make an answer with its reasons. No file system, no process: runs anywhere. */
export type { Answered, CheckOptions, CompileOptions, DecisionEvent, Engine, LoadingOptions } from "./engine.ts";
export type { HttpRequest, MatchedQuestion, MatchedRequest } from "./endpoints/match.ts";
export { compile } from "./engine.ts";
export type { HandledResource, Permission, SubjectHandle } from "./handles/handles.ts";
export type {
  AssuranceChallenge,
  Challenge,
  Code,
  Decision,
  Explanation,
  ExplanationNode,
  RuleReference,
} from "./decision.ts";
export type { Facts } from "./facts/facts.ts";
export type { FactsSource } from "./facts/parse-facts.ts";
export type { ParsedFacts, ParseFactsOptions } from "./separation/parse-facts.ts";
export { parseFacts, parseFactsFrom } from "./separation/parse-facts.ts";
export type { AssignmentFilter, FactsChange, FactsListener, LiveFacts } from "./facts/live-facts.ts";
export { FactsError } from "./facts/live-facts.ts";
export type { FactsLoader } from "./loading/load.ts";
export type { AssignmentNeed, FactsData, Needs } from "./loading/needs.ts";
export type {
  ActionSearch,
  Found,
  ResourceSearch,
  Search,
  SearchedAction,
  SearchedEntity,
  SearchOptions,
  SubjectSearch,
} from "./search/search.ts";
export type { ReadRequest, Request, RequestEntity } from "./request/read-request.ts";
export { readRequest } from "./request/read-request.ts";
export type { AuthzenDecision, AuthzenError, AuthzenResponse, Evaluated } from "./authzen/evaluate.ts";
export { evaluateBody, toAuthzen } from "./authzen/evaluate.ts";
export type { AskedInTest, EndpointAnswer, ExpectationResult, TestAnswer, TestResult } from "./policy-tests/results.ts";
export type {
  BranchCoverage,
  Coverage,
  CoverageRecorder,
  StatementCoverage,
  TruthCounts,
} from "./policy-tests/coverage.ts";
export { addCoverage, createCoverage } from "./policy-tests/coverage.ts";
export type { TestOptions } from "./policy-tests/run-tests.ts";
export { defaultTestTime, runTest, runTests, testsInOrder } from "./policy-tests/run-tests.ts";
export { diagnostics } from "./diagnostics/diagnostics.generated.ts";
export type { AssignmentData, EntityData, HolderRef, Json, JsonObject, Policy, Ref } from "@authz/model";
