import type { AssuranceChallenge, Challenge, Code, Decision, ExplanationNode } from "@authz/engine";
import type { Colours } from "../terminal/colours.ts";
import { visible } from "./visible.ts";
import { anyOf, duration } from "./words.ts";

/** What was asked, as far as it can be told: a subject, an action, a resource. */
export interface Asked {
  readonly subject: string;
  readonly action: string;
  readonly resource: string;
}

/** One decision for people: the answer, why, what it would take, and the explanation if there is one. */
export function renderDecision(asked: Asked, decision: Decision, colours: Colours): string {
  const details = decision.explanation?.details ?? [];
  const lines = [
    `${verdict(decision, colours)} ${colours.bold(visible(sentence(asked, decision.decision)))}`,
    "",
    ...labelled("why", whyLines(decision), colours),
    ...reasonLines(decision, colours),
    ...labelled("policy", [shortVersion(decision.policy)], colours),
    ...(details.length > 0 ? ["", ...explanationOf(decision, colours)] : []),
  ];
  return `${lines.join("\n")}\n`;
}

/** The rules that determined a decision, and what it would take besides. */
export function reasonLines({ rules, challenge }: Decision, colours: Colours, width?: number): string[] {
  const by = rules.map(({ id, effect, at }) => `${effect} rule ${id}, ${at}`);
  return [
    ...labelled("by", by, colours, width),
    ...(challenge === undefined ? [] : labelled("needs", challengeLines(challenge), colours, width)),
  ];
}

/** The explanation under its heading; nothing when there is none. */
export function explanationOf({ explanation }: Decision, colours: Colours): string[] {
  const details = explanation?.details ?? [];
  return details.length === 0 ? [] : [colours.bold("Explanation"), ...explanationLines(details, "  ", colours)];
}

/** Texts one below the other, the first with its label. */
export function labelled(label: string, texts: readonly string[], colours: Colours, width = 6): string[] {
  return texts.map((text, index) => `  ${colours.dim((index === 0 ? label : "").padEnd(width))}  ${visible(text)}`);
}

/** One decision in one line, for a list of many. */
export function renderDecisionLine(asked: Asked, decision: Decision, colours: Colours): string {
  const rules = decision.rules.map(({ id }) => id).join(", ");
  const reason = decision.message ?? (decision.code === "granted" || rules !== "" ? rules : "");
  const code = decision.code === "granted" ? "" : decision.code;
  const tail = [code, reason].filter((part) => part !== "").join(", ");
  return `${verdict(decision, colours)} ${visible(sentence(asked, decision.decision))}${colours.dim(visible(tail === "" ? "" : `: ${tail}`))}\n`;
}

function verdict({ decision }: Decision, colours: Colours): string {
  return decision ? colours.bold(colours.green("allowed")) : colours.bold(colours.red("denied "));
}

function sentence({ subject, action, resource }: Asked, may: boolean): string {
  return `${subject} ${may ? "may" : "may not"} ${action} ${resource}`;
}

const reasons: Readonly<Record<Code, string>> = {
  invalid_request: "the request does not fit what the policy declares",
  denied_by_rule: "a rule denies it",
  error: "something that has to be known is missing or unusable",
  separation_of_duty: "the roles that would allow it may not be held together",
  no_grant: "no rule allows it",
  insufficient_scope: "the token's scopes do not suffice",
  step_up_required: "it takes a stronger or a more recent sign-in",
  granted: "a rule allows it and none denies it",
};

/** In words, with the code; then the `because` of the rules. */
export function whyLines({ code, message, explanation }: Decision): string[] {
  const undecided = explanation?.details.length === 0 && code !== "invalid_request";
  return [
    `${reasons[code]} (${code})`,
    ...(message === undefined ? [] : [message]),
    ...(undecided && explanation !== undefined ? [explanation.summary] : []),
  ];
}

function challengeLines({ scopes, assurances }: Challenge): string[] {
  return [
    ...(scopes.any_of.length > 0 ? [`a token with the scope ${anyOf(scopes.any_of.map(quote))}`] : []),
    ...scopes.all_of.map((scope) => `a token with the scope ${quote(scope)} besides`),
    ...assurances.map(assuranceLine),
  ];
}

function quote(scope: string): string {
  return `"${scope}"`;
}

function assuranceLine({ name, acr_values: acr, amr_values: amr, max_age: age }: AssuranceChallenge): string {
  const ways = [...(acr.length > 0 ? [`acr ${anyOf(acr)}`] : []), ...(amr.length > 0 ? [`amr ${anyOf(amr)}`] : [])];
  const how = ways.length > 0 ? ` with ${ways.join(", or ")}` : "";
  return `a sign-in${how}${age === undefined ? "" : `, at most ${duration(age)} ago`} (${name})`;
}

/** Enough to tell versions apart; JSON has all of it. */
function shortVersion(version: string): string {
  return version.slice(0, "sha256-".length + 12);
}

function explanationLines(nodes: readonly ExplanationNode[], indent: string, colours: Colours): string[] {
  return nodes.flatMap((node) => [
    `${indent}${mark(node, colours)} ${visible(node.text)}${node.at === undefined ? "" : colours.dim(`  ${visible(node.at)}`)}`,
    ...explanationLines(node.details, `${indent}  `, colours),
  ]);
}

function mark({ holds }: ExplanationNode, colours: Colours): string {
  if (holds === undefined) return colours.dim("-");
  if (holds === "unknown") return colours.yellow("?");
  return holds ? colours.green("✓") : colours.red("✗");
}
