import type { JsonObject, Policy } from "@authz/model";
import { UsageError, type Invocation } from "../command.ts";
import type { Asked } from "../render/decision.ts";
import { readContext } from "../input/context-options.ts";
import { jsonOption } from "../input/json-options.ts";
import { readQuestion } from "../input/names.ts";

/** The request that arguments and options make, with notes about names that the policy does not have. */
export interface TypedRequest {
  readonly request: JsonObject;
  readonly asked: Asked;
  readonly notes: readonly string[];
}

/** Before anything is read: a question has three words. */
export function refuseMissingWords(input: Invocation): void {
  if (input.arguments.length === 3) return;
  const help = "for example: authz check User:ana read Invoice:i1";
  throw new UsageError("SUBJECT ACTION RESOURCE are needed, or --request", help);
}

export async function readTypedRequest(input: Invocation, policy: Policy): Promise<TypedRequest> {
  const [subject = "", action = "", resource = ""] = input.arguments;
  const question = readQuestion(policy, [subject, action, resource]);
  const properties = async (option: string): Promise<JsonObject> => {
    const value = await jsonOption(input, option);
    return value === undefined ? {} : { properties: value };
  };
  const context = await readContext(input);
  const request: JsonObject = {
    subject: { ...question.subject, ...(await properties("subject-properties")) },
    action: { name: question.action, ...(await properties("action-properties")) },
    resource: { ...question.resource, ...(await properties("resource-properties")) },
    ...(context === undefined ? {} : { context }),
  };
  return { request, asked: question.asked, notes: question.notes };
}
