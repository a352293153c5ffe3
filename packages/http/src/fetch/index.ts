/** Handlers of `Request` and `Response`: Hono, workers at the edge, and whatever else speaks the Fetch standard. */
export type { FetchHandler, GuardedHandler } from "./protect.ts";
export { protect } from "./protect.ts";
export type { FetchRequestOptions } from "./from-request.ts";
export { fromRequest } from "./from-request.ts";
export { toResponse } from "./to-response.ts";
export type { HonoContext, HonoGuard } from "./hono.ts";
export { honoGuard } from "./hono.ts";
