import type { JsonObject, MatchedRequest } from "@authz/engine";
import type { Endpoint } from "@authz/model";
import { problem, type Answer } from "../answer/answer.ts";
import { answerDenial } from "../answer/denied-request.ts";
import { answerRefusal } from "../answer/refused-credential.ts";
import { identify, type CallerIdentity } from "../credentials/identify.ts";
import { findCredential, type Presented } from "../credentials/presented.ts";
import { httpLimits } from "../limits.ts";
import type { GuardedRequest } from "../request/guarded-request.ts";
import type { Authz } from "./authz.ts";
import { callback } from "./callback.ts";
import type { AccessEvent, Asked, GuardOptions } from "./options.ts";
import { ask, createAuthz, deniedCaller, type Asking } from "./questions.ts";
import type { Reporter } from "./report.ts";
import type { Setting } from "./setting.ts";

/** What is to be done with a request. */
export type Authorized =
  /** It goes to its handler, with `authz`; `headers` go into the answer. */
  | { readonly kind: "allowed"; readonly authz: Authz; readonly headers: Readonly<Record<string, string>> }
  /** It is answered like this, and no handler sees it. */
  | ({ readonly kind: "refused" } & Answer)
  /** It asked for the metadata of this resource. */
  | ({ readonly kind: "answered" } & Answer);

/** One request under judgement. */
export interface Case extends Setting {
  readonly request: GuardedRequest;
  readonly requestId: string;
  readonly report: Reporter;
}

type Told = Omit<AccessEvent, "requestId" | "phase" | "method" | "path" | "outcome" | "status">;

function refused(answer: Answer, { report }: Case, told: Told): Authorized {
  report("request", { outcome: "refused", status: answer.status, ...told });
  return { kind: "refused", ...answer };
}

/** Rejects with what callbacks of the application reject with. */
export async function judge(given: Case): Promise<Authorized> {
  const { options, request, requestId } = given;
  if (request.target.length > httpLimits.targetLength)
    return refused(problem(414, {}, requestId), given, { reason: "too_long" });
  const described = given.metadata?.answer(request.method, request.target);
  if (described !== undefined) {
    given.report("request", { outcome: "allowed", status: 200, reason: "metadata" });
    return { kind: "answered", ...described, headers: { ...described.headers, "x-request-id": requestId } };
  }
  const { method, target: path, anyCase = false } = request;
  const matched = options.engine.matchRequest({ method, path, anyCase });
  switch (matched.kind) {
    case "rejected":
      return refused(problem(400, { detail: "The path of the request is ambiguous." }, requestId), given, {
        reason: "rejected",
        message: matched.problem,
      });
    case "none":
      return refused(problem(options.noEndpoint ?? 403, {}, requestId), given, { reason: "no_endpoint" });
    case "public":
      return allowPublic(matched.endpoint, given);
    case "question":
      return authenticate(matched, given);
  }
}

const anonymous = { type: "anonymous", id: "" } as const;

function allowPublic(endpoint: Endpoint, given: Case): Authorized {
  given.report("request", { outcome: "allowed", status: 200, reason: "public", endpoint: written(endpoint) });
  const asking = { ...given, subject: anonymous, identity: undefined, scheme: undefined, context: {} };
  const authz = createAuthz(asking, { asked: undefined, decision: undefined, loaded: undefined });
  return { kind: "allowed", authz, headers: { "x-request-id": given.requestId } };
}

type Question = Extract<MatchedRequest, { readonly kind: "question" }>;

async function authenticate(matched: Question, given: Case): Promise<Authorized> {
  const { request, requestId, schemes } = given;
  const presented = findCredential(request.header, given.accepted);
  const outcome = await identify(presented, request, given.verifiers);
  if (outcome.ok) return decide(matched, outcome.identity, presented, given);
  const { code, message } = outcome;
  const answer = answerRefusal(outcome, schemeOf(presented), schemes, requestId);
  return refused(withNonce(answer, given), given, { reason: code, message, endpoint: written(matched.endpoint) });
}

async function decide(
  { question, endpoint }: Question,
  identity: CallerIdentity | undefined,
  presented: Presented,
  given: Case,
): Promise<Authorized> {
  const { options, requestId } = given;
  const subject = identity?.subject ?? anonymous;
  const asked: Asked = { subject, ...question };
  const { loaded, action, context } = await describe(asked, identity, given);
  const scheme = schemeOf(presented);
  const asking: Asking = { ...given, subject, identity, scheme, context };
  const { properties } = loaded ?? {};
  const resource = properties === undefined ? question.resource : { ...question.resource, properties };
  const decision = await ask(asking, action, resource);
  const told: Told = {
    reason: decision.code,
    endpoint: written(endpoint),
    subject: { type: subject.type, id: subject.id },
    action: question.action.name,
    resource: question.resource,
    decision,
    ...(identity === undefined ? {} : { credential: identity.credential }),
  };
  if (decision.decision !== true) {
    return refused(withNonce(answerDenial(decision, deniedCaller(asking)), given), given, told);
  }
  given.report("request", { outcome: "allowed", status: 200, ...told });
  const authz = createAuthz(asking, { asked, decision, loaded: loaded?.value });
  const nonce = scheme === "dpop" ? options.dpop?.nonces?.current() : undefined;
  const headers = { "x-request-id": requestId, ...(nonce === undefined ? {} : { "dpop-nonce": nonce }) };
  return { kind: "allowed", authz, headers };
}

/** What the application says of the request, each thing once. */
async function describe(
  asked: Asked,
  identity: CallerIdentity | undefined,
  { options, request }: Case,
): Promise<{
  readonly loaded: Awaited<ReturnType<NonNullable<GuardOptions["loadResource"]>>>;
  readonly action: { readonly name: string; readonly properties?: JsonObject };
  readonly context: JsonObject;
}> {
  const { loadResource, actionProperties, context: describeContext } = options;
  const loaded = loadResource && (await callback("loadResource", () => loadResource(asked, request)));
  const properties = actionProperties && (await callback("actionProperties", () => actionProperties(asked, request)));
  const own = describeContext && (await callback("context", () => describeContext(request)));
  const { token: _token, ...context } = own ?? {};
  return {
    loaded,
    action: { ...asked.action, ...(properties === undefined ? {} : { properties }) },
    context: identity === undefined ? context : { ...context, token: identity.token },
  };
}

function schemeOf(presented: Presented): Asking["scheme"] {
  return presented.kind === "none" ? undefined : presented.scheme;
}

/** RFC 9449 8: whoever speaks DPoP learns the nonce with the challenge. */
function withNonce(answer: Answer, { options }: Case): Answer {
  const nonce = answer.status === 401 ? options.dpop?.nonces?.current() : undefined;
  return nonce === undefined ? answer : { ...answer, headers: { ...answer.headers, "dpop-nonce": nonce } };
}

function written({ method, segments }: Endpoint): string {
  const parts = segments.map((segment) => {
    if (segment.kind === "literal") return segment.text;
    return segment.kind === "rest" ? `{${segment.name}...}` : `{${segment.name}}`;
  });
  return `${method} /${parts.join("/")}`;
}
