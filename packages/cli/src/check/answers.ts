import { evaluateBody, type AuthzenDecision, type Decision, type Engine } from "@authz/engine";
import type { ExitCode } from "../command.ts";
import { renderDecision, renderDecisionLine } from "../render/decision.ts";
import { toJson, visible } from "../render/visible.ts";
import type { Colours } from "../terminal/colours.ts";
import { askedBy } from "./asked.ts";
import { isJsonObject } from "../input/json-options.ts";
import type { RequestText } from "./requests.ts";

/** The answer to one request of an input, ready to be written. */
export interface Answer {
  readonly text: string;
  readonly exitCode: ExitCode;
}

export interface AnswerOptions {
  readonly engine: Engine;
  readonly explain: boolean;
  readonly format: "json" | "text";
  readonly colours: Colours;
  /** One request alone has room for all that there is to say. */
  readonly isOnly: boolean;
}

export function answer(request: RequestText, options: AnswerOptions): Answer {
  if (request.problem !== undefined) return refusal(request.line, request.problem, options);
  const { response, error } = evaluateBody(options.engine, request.data, { explain: options.explain });
  if (error !== undefined) return refusal(request.line, error.message, options);
  const decisions = "decision" in response ? [response] : response.evaluations;
  if (options.format === "json") return { text: `${toJson(response)}\n`, exitCode: worst(decisions) };
  const texts = decisions.map((decision, index) => {
    const item = "decision" in response ? request.data : itemOf(request.data, index);
    return textOf(decision, item, request, { ...options, isOnly: options.isOnly && "decision" in response });
  });
  return { text: texts.join(""), exitCode: worst(decisions) };
}

/** No request: no decision. */
function refusal(line: number, message: string, { format, isOnly, colours }: AnswerOptions): Answer {
  const where = isOnly ? {} : { line };
  const text =
    format === "json"
      ? toJson({ error: { status: 400, message, ...where } })
      : `${colours.bold(colours.yellow("error  "))} ${isOnly ? "" : `line ${line}: `}${visible(message)}`;
  return { text: `${text}\n`, exitCode: 2 };
}

function textOf(answered: AuthzenDecision, item: unknown, request: RequestText, options: AnswerOptions): string {
  const { context } = answered;
  if ("error" in context) return refusal(request.line, context.error.message, options).text;
  const decision: Decision = { decision: answered.decision, ...context };
  const asked = askedBy(item, request.data);
  // An explanation needs its room.
  const isLong = options.isOnly || options.explain;
  return isLong
    ? renderDecision(asked, decision, options.colours)
    : renderDecisionLine(asked, decision, options.colours);
}

function itemOf(data: unknown, index: number): unknown {
  const items = isJsonObject(data) ? data["evaluations"] : undefined;
  return Array.isArray(items) ? (items as readonly unknown[])[index] : undefined;
}

function worst(decisions: readonly AuthzenDecision[]): ExitCode {
  if (decisions.some(({ context }) => "error" in context)) return 2;
  return decisions.every(({ decision }) => decision) ? 0 : 1;
}
