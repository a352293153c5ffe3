import type { Json, JsonObject, Policy } from "@authz/model";
import { UsageError, type Invocation } from "../command.ts";
import type { Asked } from "../render/decision.ts";
import { isJsonObject, jsonFileOption, jsonOption } from "./json-options.ts";
import { readQuestion } from "./names.ts";

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

async function readContext(input: Invocation): Promise<JsonObject | undefined> {
  const context = await jsonOption(input, "context");
  const claims = await jsonFileOption(input, "token");
  const scope = input.value("scope");
  if (context !== undefined && claims !== undefined && Object.hasOwn(context, "token")) throw twice("token");
  if (context !== undefined && input.value("at") !== undefined && Object.hasOwn(context, "time")) throw twice("time");
  const token: Json | undefined =
    claims ?? (context !== undefined && Object.hasOwn(context, "token") ? context["token"] : undefined);
  if (scope === undefined) return token === undefined || claims === undefined ? context : { ...context, token };
  const others: JsonObject = isJsonObject(token) ? token : {};
  return { ...context, token: { ...others, scope } };
}

function twice(name: string): UsageError {
  const option = name === "token" ? "--token" : "--at";
  return new UsageError(`the ${name} is given twice: in --context and by ${option}`, "keep one of the two");
}
