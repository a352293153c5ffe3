import type { FastifyInstance, FastifyReply, FastifyRequest, RawServerBase } from "fastify";
import type { Answer } from "../answer/answer.ts";
import { AccessRefused, type Authz } from "../guard/authz.ts";
import type { Guard } from "../guard/guard.ts";
import { fromNode } from "../node/from-node.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Who asks, and what else may be asked. Null before the guard has let the request through. */
    authz: Authz;
  }
}

export interface FastifyGuardOptions {
  /** As the app's own `routerOptions.caseSensitive`. Default true. */
  readonly caseSensitive?: boolean;
  /** Whether what `authz.require` throws is answered by an error handler of ours. Default true; false: call {@link answerRefused} in yours. */
  readonly errorHandler?: boolean;
}

/** Lets only through what the policy allows, for all routes of an instance and of those below it. To be called first. */
export function protect<Server extends RawServerBase>(
  given: FastifyInstance<Server>,
  guard: Guard,
  options: FastifyGuardOptions = {},
): void {
  // Over http, https or http2: what is used of an instance is the same.
  const app = given as unknown as FastifyInstance;
  const { caseSensitive = true, errorHandler = true } = options;
  // Of a reference type there must be no value here, or requests would share it.
  if (!app.hasRequestDecorator("authz")) app.decorateRequest("authz", null as unknown as Authz);
  app.addHook("onRequest", async (request, reply) => {
    const guarded = { ...fromNode(request.raw, request.raw.url, request), anyCase: !caseSensitive };
    const authorized = await guard.authorize(guarded);
    if (authorized.kind !== "allowed") return send(reply, authorized);
    reply.headers(authorized.headers);
    request.authz = authorized.authz;
    return undefined;
  });
  if (errorHandler) app.setErrorHandler(answerRefused);
}

/** An error handler for what `authz.require` throws; other errors go on to the next one. */
export function answerRefused(error: unknown, _request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof AccessRefused) return send(reply, error.answer);
  throw error;
}

function send(reply: FastifyReply, { status, headers, body }: Answer): FastifyReply {
  return reply.code(status).headers(headers).send(body);
}
