import type { ExpectationResult, TestAnswer, TestResult } from "@authz/engine";
import type { Policy } from "@authz/model";
import { whyLines } from "../render/decision.ts";

/** `User "ana" may not pay Invoice "i1", because own_invoice (rule at policy/invoices.authz:44:3)`. */
export function expectedSentence(answer: TestAnswer, { expected }: ExpectationResult, policy: Policy): string {
  const { because } = expected;
  if (because === undefined) return askedSentence(answer, expected.can);
  const rule = [...policy.rules, ...policy.requirements].find(({ id }) => id === because);
  const place = rule === undefined ? "" : ` (${rule.origin.source}:${rule.origin.line}:${rule.origin.column})`;
  return `${askedSentence(answer, expected.can)}, because ${because}${place}`;
}

export function askedSentence({ asked: { subject, question } }: TestAnswer, may: boolean): string {
  const what = question.kind === "http" ? JSON.stringify(question.request) : `${question.action} ${question.resource}`;
  return `${subject} ${may ? "may" : "may not"} ${what}`;
}

/** `denied: no rule allows it (no_grant)`, then what else there is to say in a line of its own. */
export function gotSentences({ decision }: TestAnswer): readonly string[] {
  const [reason = "", ...others] = whyLines(decision);
  return [`${decision.decision ? "allowed" : "denied"}: ${reason}`, ...others];
}

/** What the endpoints made of an HTTP request, to follow "asks for". */
export function endpointSentence({ asked: { question } }: TestAnswer): string | undefined {
  if (question.kind !== "http") return undefined;
  const { endpoint } = question;
  switch (endpoint.kind) {
    case "question":
      return `${endpoint.action} ${endpoint.resource}`;
    case "public":
      return "what an endpoint declares public";
    case "refused":
      return `nothing: the path is refused (${endpoint.problem})`;
    case "none":
      return "nothing: no endpoint matches";
  }
}

/** One line: the first thing that is not as expected. */
export function failureMessage({ expectations, diagnostics }: TestResult, policy: Policy): string {
  for (const expectation of expectations) {
    const answer = expectation.answers.find(({ passed }) => !passed);
    if (answer === undefined) continue;
    return `expected: ${expectedSentence(answer, expectation, policy)}; got ${gotSentences(answer)[0]}`;
  }
  return diagnostics[0]?.message ?? "";
}
