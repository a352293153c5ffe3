import type { JsonObject, Policy } from "@authz/model";
import { UsageError, type Invocation } from "../command.ts";
import type { Asked } from "../render/decision.ts";
import { readContext } from "../input/read-context.ts";
import { jsonOption } from "../input/json-options.ts";
import { readQuestion, type NamedQuestion } from "../input/names.ts";

/** The request that arguments and options make, with notes about names that the policy does not have. */
export interface TypedRequest {
  readonly request: JsonObject;
  readonly question: NamedQuestion;
  readonly asked: Asked;
  readonly notes: readonly string[];
}

/** Before anything is read: a question has three words. */
export function refuseMissingWords(input: Invocation): void {
  if (input.value("bearer") !== undefined) {
    if (input.arguments.length === 2) return;
    const help = "for example: authz check read Invoice:i1 --bearer token.txt --config authz.config.json";
    throw new UsageError("ACTION RESOURCE are needed with --bearer, which says who asks", help);
  }
  if (input.arguments.length === 3) return;
  const help = "for example: authz check User:ana read Invoice:i1";
  throw new UsageError("SUBJECT ACTION RESOURCE are needed, or --request", help);
}

/** Who asks, when a credential and not an argument says it. */
export interface KnownSubject {
  readonly subject: { readonly type: string; readonly id: string; readonly properties?: JsonObject };
  readonly token: JsonObject;
}

export async function readTypedRequest(
  input: Invocation,
  policy: Policy,
  known: KnownSubject | undefined,
): Promise<TypedRequest> {
  const words = known === undefined ? [] : [`${known.subject.type}:${known.subject.id}`];
  const [subject = "", action = "", resource = ""] = [...words, ...input.arguments];
  const question = readQuestion(policy, [subject, action, resource]);
  const properties = async (option: string, said?: JsonObject): Promise<JsonObject> => {
    const value = await jsonOption(input, option);
    return value === undefined && said === undefined ? {} : { properties: { ...said, ...value } };
  };
  const context = await readFullContext(input, known);
  const request: JsonObject = {
    subject: { ...question.subject, ...(await properties("subject-properties", known?.subject.properties)) },
    action: { name: question.action, ...(await properties("action-properties")) },
    resource: { ...question.resource, ...(await properties("resource-properties")) },
    ...(context === undefined ? {} : { context }),
  };
  return { request, question, asked: question.asked, notes: question.notes };
}

async function readFullContext(input: Invocation, known: KnownSubject | undefined): Promise<JsonObject | undefined> {
  const context = await readContext(input);
  if (known === undefined) return context;
  if (context !== undefined && Object.hasOwn(context, "token"))
    throw new UsageError("the token is given twice: in --context and by --bearer", "keep one of the two");
  return { ...context, token: known.token };
}
