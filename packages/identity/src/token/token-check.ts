import type { JsonObject } from "@authz/model";
import { member } from "../encoding/strict-json.ts";
import { refuse, type Refusal } from "../result.ts";

/**
 * A further condition on an access token that is otherwise valid: that its key's possession is proven (RFC 9449, RFC 8705),
 * that it is not revoked. Returns why it is refused, or nothing. Must not throw.
 */
export type TokenCheck = (claims: JsonObject) => Promise<Refusal | undefined> | Refusal | undefined;

/** Where nothing proves the possession of a key: a token with `cnf` of any kind is refused (RFC 9449 7.1, RFC 8705 3). */
export const refuseBound: TokenCheck = (claims) =>
  member(claims, "cnf") === undefined
    ? undefined
    : refuse("token/bound", "the token is bound to a key (`cnf`), and came as a plain bearer token");
