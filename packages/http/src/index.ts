/** HTTP APIs guarded by a policy: who calls, which endpoint it is, whether it is allowed, and the answer when it is not. */
export type { AccessEvent, Asked, GuardOptions, LoadedResource } from "./guard/options.ts";
export type { Authorized } from "./guard/judge.ts";
export type { Guard } from "./guard/guard.ts";
export { createGuard } from "./guard/guard.ts";
export type { AskedAction, AskedResource, Authz } from "./guard/authz.ts";
export { AccessRefused } from "./guard/authz.ts";
export type { CallerIdentity } from "./credentials/identify.ts";
export type { Answer } from "./answer/answer.ts";
export type { GuardedRequest } from "./request/guarded-request.ts";
export type { ResourceOptions } from "./metadata/resource-metadata.ts";
export { authorizationServersOf } from "./metadata/resource-metadata.ts";
export { httpLimits } from "./limits.ts";
