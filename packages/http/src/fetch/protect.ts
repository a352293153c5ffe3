import { AccessRefused, type Authz } from "../guard/authz.ts";
import type { Guard } from "../guard/guard.ts";
import { fromRequest, type FetchRequestOptions } from "./from-request.ts";
import { toResponse, withHeaders } from "./to-response.ts";

/** What comes after the guard; `rest` is what the platform gives besides the request (`env`, a context). */
export type GuardedHandler<Rest extends readonly unknown[]> = (
  request: Request,
  authz: Authz,
  ...rest: Rest
) => Promise<Response> | Response;

export type FetchHandler<Rest extends readonly unknown[]> = (request: Request, ...rest: Rest) => Promise<Response>;

/** A handler that only lets through what the policy allows. Never rejects: an error becomes a 500. */
export function protect<Rest extends readonly unknown[]>(
  guard: Guard,
  handler: GuardedHandler<Rest>,
  options?: (request: Request, ...rest: Rest) => FetchRequestOptions,
): FetchHandler<Rest> {
  return async (request, ...rest) => {
    const authorized = await guard.authorize(fromRequest(request, options?.(request, ...rest)));
    if (authorized.kind !== "allowed") return toResponse(authorized, request.method);
    const { authz, headers } = authorized;
    try {
      return withHeaders(await handler(request, authz, ...rest), headers);
    } catch (error) {
      const answer = error instanceof AccessRefused ? error.answer : guard.fail(error, authz.requestId);
      return toResponse(answer, request.method);
    }
  };
}
