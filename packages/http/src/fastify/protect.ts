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
  const { caseSensitive, useSemicolonDelimiter } = routingOf(app);
  const { errorHandler = true } = options;
  // Of a reference type there must be no value here, or requests would share it.
  if (!app.hasRequestDecorator("authz")) app.decorateRequest("authz", null as unknown as Authz);
  app.addHook("onRequest", async (request, reply) => {
    const { url = "" } = request.raw;
    const target = useSemicolonDelimiter ? cutAtSemicolon(url) : url;
    const guarded = { ...fromNode(request.raw, target, request), anyCase: !caseSensitive };
    const authorized = await guard.authorize(guarded);
    if (authorized.kind !== "allowed") return send(reply, authorized);
    reply.headers(authorized.headers);
    request.authz = authorized.authz;
    return undefined;
  });
  if (errorHandler) app.setErrorHandler(answerRefused);
}

interface Routing {
  readonly caseSensitive: boolean;
  readonly useSemicolonDelimiter: boolean;
}

/** How the app's router reads paths, wherever that was said. */
function routingOf({ initialConfig }: FastifyInstance): Routing {
  const said: Partial<Routing> = initialConfig;
  const router: Partial<Routing> = initialConfig.routerOptions ?? {};
  return {
    caseSensitive: said.caseSensitive !== false && router.caseSensitive !== false,
    useSemicolonDelimiter: said.useSemicolonDelimiter === true || router.useSemicolonDelimiter === true,
  };
}

/** As the router does it then: what comes behind is a query. */
function cutAtSemicolon(url: string): string {
  const end = url.search(/[?;#]/);
  return url[end] === ";" ? url.slice(0, end) : url;
}

/** An error handler for what `authz.require` throws; other errors go on to the next one. */
export function answerRefused(error: unknown, _request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof AccessRefused) return send(reply, error.answer);
  throw error;
}

function send(reply: FastifyReply, { status, headers, body }: Answer): FastifyReply {
  return reply.code(status).headers(headers).send(body);
}
