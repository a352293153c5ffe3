import type { IncomingMessage, ServerResponse } from "node:http";
import { AccessRefused, type Authz } from "../guard/authz.ts";
import type { Guard } from "../guard/guard.ts";
import { fromNode } from "../node/from-node.ts";
import { writeAnswer } from "../node/write-answer.ts";

declare global {
  // Express has its requests extended in this way only.
  // oxlint-disable-next-line typescript/no-namespace
  namespace Express {
    interface Request {
      /** After the guard: who asks, and what else may be asked. */
      authz?: Authz;
    }
  }
}

export interface ExpressOptions {
  /** That the app and all its routers were made with `caseSensitive`, which they are not by themselves. Default false. */
  readonly caseSensitive?: boolean;
}

/** The part of an Express request that is used. */
export interface ExpressRequest extends IncomingMessage {
  readonly originalUrl: string;
  readonly baseUrl: string;
  authz?: Authz;
}

export type ExpressGuard = (
  request: ExpressRequest,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => Promise<void>;

/** Middleware that only lets through what the policy allows; it goes before all routes, and after what rewrites addresses or methods. */
export function protect(guard: Guard, { caseSensitive = false }: ExpressOptions = {}): ExpressGuard {
  return async (request, response, next) => {
    const guarded = { ...fromNode(request, routedTarget(request)), anyCase: !caseSensitive };
    const authorized = await guard.authorize(guarded);
    if (authorized.kind !== "allowed") return writeAnswer(response, authorized);
    for (const [name, value] of Object.entries(authorized.headers)) response.setHeader(name, value);
    request.authz = authorized.authz;
    next();
  };
}

/** As it came, mounted or not; or as somebody before has rewritten it, which is what it is routed by. */
function routedTarget({ originalUrl, baseUrl, url = "" }: ExpressRequest): string {
  const routed = baseUrl + url;
  // A mounted router makes `/` of nothing.
  const isRoot = url === "/" || url.startsWith("/?");
  return routed === originalUrl || (isRoot && baseUrl + url.slice(1) === originalUrl) ? originalUrl : routed;
}

export type AnswerErrors = (
  error: unknown,
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void;

/** Error handling middleware for what `authz.require` throws; other errors go on. It goes after all routes. */
export const answerRefused: AnswerErrors = (error, _request, response, next) => {
  if (error instanceof AccessRefused) writeAnswer(response, error.answer);
  else next(error);
};
