/** Credentials become subjects: tokens, keys and certificates are verified, and what they say is mapped to a request. */
export type { RefusalCode, RefusalMeaning } from "./codes.ts";
export { refusalCodes } from "./codes.ts";
export type { Clock, Fetch, Outcome, Refusal } from "./result.ts";
export { identityLimits } from "./limits.ts";
