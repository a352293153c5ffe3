import type { Authz } from "../guard/authz.ts";
import type { Guard } from "../guard/guard.ts";
import { fromRequest, type FetchRequestOptions } from "./from-request.ts";
import { toResponse } from "./to-response.ts";

/** The part of Hono's context that is used; `authz` is then among its variables. */
export interface HonoContext {
  readonly req: { readonly raw: Request };
  set(key: "authz", value: Authz): void;
  header(name: string, value: string): void;
}

export type HonoGuard<C extends HonoContext> = (context: C, next: () => Promise<void>) => Promise<Response | undefined>;

/** Middleware for Hono 4, for all routes: `app.use(honoGuard(guard))`. What `authz.require` throws Hono answers by itself. */
export function honoGuard<C extends HonoContext>(
  guard: Guard,
  options?: (context: C) => FetchRequestOptions,
): HonoGuard<C> {
  return async (context, next) => {
    const { raw } = context.req;
    const authorized = await guard.authorize(fromRequest(raw, options?.(context), context));
    if (authorized.kind !== "allowed") return toResponse(authorized, raw.method);
    for (const [name, value] of Object.entries(authorized.headers)) context.header(name, value);
    context.set("authz", authorized.authz);
    await next();
    return undefined;
  };
}
