import type { Decision, JsonObject, Ref } from "@authz/engine";
import type { Answer } from "../answer/answer.ts";
import type { CallerIdentity } from "../credentials/identify.ts";
import type { Asked } from "./options.ts";

/** An action by its name, or with properties. */
export type AskedAction = string | { readonly name: string; readonly properties?: JsonObject };

/** A resource as a request has it. */
export interface AskedResource extends Ref {
  readonly properties?: JsonObject;
}

/** What a handler gets: who asks, what was decided, and a way to ask more. */
export interface Authz {
  readonly requestId: string;
  /** `anonymous` when nobody is identified, and on public endpoints, where no credential is looked at. */
  readonly subject: Asked["subject"];
  readonly identity: CallerIdentity | undefined;
  /** What was asked and allowed; undefined on a public endpoint. */
  readonly asked: Asked | undefined;
  readonly decision: Decision | undefined;
  /** What `loadResource` gave as `value`. */
  readonly loaded: unknown;
  /** Decides about another object, for the same subject, token and context. */
  check(action: AskedAction, resource: AskedResource): Promise<Decision>;
  /** The same, and rejects with an {@link AccessRefused} when it is not allowed: the integrations answer it as the guard would. */
  require(action: AskedAction, resource: AskedResource): Promise<Decision>;
  /** Those that are allowed, in their order. `resourceOf` says what an item is to the policy; default: it is a resource itself. */
  filter<T extends AskedResource>(action: AskedAction, items: readonly T[]): Promise<T[]>;
  filter<T>(action: AskedAction, items: readonly T[], resourceOf: (item: T) => AskedResource): Promise<T[]>;
}

/** Thrown by `authz.require`. Frameworks that know `status`, `headers` or `getResponse` of errors answer right by themselves. */
export class AccessRefused extends Error {
  readonly answer: Answer;
  readonly status: number;
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(answer: Answer) {
    super("access refused");
    this.name = "AccessRefused";
    this.answer = answer;
    this.status = answer.status;
    this.statusCode = answer.status;
    this.headers = answer.headers;
  }

  /** As Hono asks for it. */
  getResponse(): Response {
    return new Response(this.answer.body, { status: this.status, headers: this.headers });
  }
}
