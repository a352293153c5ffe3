import { splitRequestTarget, type AskedAction, type Expectation, type Policy, type Ref } from "@authz/model";
import type { Code, Decision } from "../decision.ts";
import type { Engine } from "../engine.ts";
import { printRef } from "../explain/print.ts";
import type { AskedInTest, EndpointAnswer, ExpectationResult, TestAnswer } from "./results.ts";

/** What the expectations of one test are asked of. */
export interface AskedEngine {
  readonly policy: Policy;
  readonly engine: Engine;
  onRequest(request: unknown): void;
}

export function runExpectation(expectation: Expectation, asked: AskedEngine): ExpectationResult {
  const { can, because, question, origin } = expectation;
  const answers =
    question.kind === "http"
      ? [askHttp(expectation, question, asked)]
      : question.actions.map((action) => askAction(expectation, action, question.resource, asked));
  return {
    passed: answers.every(({ passed }) => passed),
    expected: { can, ...(because === undefined ? {} : { because }) },
    origin,
    answers,
  };
}

function askAction(expectation: Expectation, action: AskedAction, resource: Ref, asked: AskedEngine): TestAnswer {
  const { subject, context } = expectation;
  const words = wordsOf(action.name, resource, asked.policy);
  return check(expectation, asked, { kind: "action", ...words }, { subject, context, action, resource });
}

function askHttp(expectation: Expectation, http: { method: string; path: string }, asked: AskedEngine): TestAnswer {
  const { policy, engine } = asked;
  const question = { kind: "http" as const, request: `${http.method} ${http.path}` };
  const undecided = (endpoint: EndpointAnswer, decision: boolean, code: Code): TestAnswer => {
    const answer: Decision = { decision, code, rules: [], policy: policy.version };
    return judge(expectation, asked, { ...question, endpoint }, () => answer);
  };
  const match = engine.match(http);
  if (match === "public") return undecided({ kind: "public" }, true, "granted");
  if (match !== undefined) {
    const { subject, context } = expectation;
    const endpoint: EndpointAnswer = { kind: "question", ...wordsOf(match.action.name, match.resource, policy) };
    return check(expectation, asked, { ...question, endpoint }, { subject, context, ...match });
  }
  const target = splitRequestTarget(http.path);
  return "problem" in target
    ? undecided({ kind: "refused", problem: target.problem }, false, "invalid_request")
    : undecided({ kind: "none" }, false, "no_grant");
}

function check(
  expectation: Expectation,
  asked: AskedEngine,
  question: AskedInTest["question"],
  request: object,
): TestAnswer {
  asked.onRequest(request);
  return judge(expectation, asked, question, (explain) => asked.engine.check(request, { explain }));
}

/** Decides, and once more with the explanation when the answer is not the expected one. */
function judge(
  expectation: Expectation,
  { policy }: AskedEngine,
  question: AskedInTest["question"],
  decide: (explain: boolean) => Decision,
): TestAnswer {
  const decision = decide(false);
  const passed = isExpected(expectation, decision);
  const { type } = expectation.subject;
  const subject = type === "anonymous" ? type : printRef(declaredRef(expectation.subject, policy));
  return { passed, asked: { subject, question }, decision: passed ? decision : decide(true) };
}

/** T-6: a code, or the label of a rule that determined the decision. */
function isExpected({ can, because }: Expectation, { decision, code, rules }: Decision): boolean {
  return decision === can && (because === undefined || because === code || rules.some(({ id }) => id === because));
}

/** In the policy's words, not in JSON's. */
function wordsOf(
  action: string,
  resource: Ref,
  policy: Policy,
): { readonly action: string; readonly resource: string } {
  const type = policy.types.find(({ wire }) => wire === resource.type);
  const declared = type?.resource?.actions.find(({ wire }) => wire === action);
  return { action: declared?.name ?? action, resource: printRef(declaredRef(resource, policy)) };
}

function declaredRef({ type, id }: Ref, policy: Policy): Ref {
  return { type: policy.types.find(({ wire }) => wire === type)?.name ?? type, id };
}
