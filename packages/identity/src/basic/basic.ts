import { createHmac } from "node:crypto";
import type { JsonObject, Ref } from "@authz/model";
import { createMemory } from "../introspection/memory.ts";
import { identityLimits } from "../limits.ts";
import { accept, refuse, type Clock, type Outcome, type Refusal } from "../result.ts";
import { createLockout } from "./lockout.ts";
import { defaultCost, isPassword, parsePasswordHash, type PasswordHash, type ScryptCost } from "./password.ts";
import { parseUserPassword, type UserPassword } from "./user-password.ts";

/** Somebody who signs in with a password. */
export interface BasicUser {
  /** As `hashPassword` made it. */
  readonly password: string;
  readonly subject: Ref;
  /** Application-wide roles that requests assert. */
  readonly roles?: readonly string[];
}

export interface BasicOptions {
  /** Finds a user by the exact name; may reject when it cannot know. */
  readonly findUser: (name: string) => Promise<BasicUser | undefined> | BasicUser | undefined;
  readonly clock: Clock;
  readonly random: (length: number) => Uint8Array;
  /** What the users' hashes cost; default `defaultCost`. Whose hash costs otherwise can be told from who is not there. */
  readonly cost?: ScryptCost;
}

export interface BasicRequest {
  /** What comes after `Basic` in the Authorization header. */
  readonly credentials: string;
  /** Where the request comes from, an address: lock-outs are by name and place, so that nobody locks out others. */
  readonly from: string;
  /** Whether the connection is TLS, or loopback: on any other a password is refused without being looked at. */
  readonly secure: boolean;
}

/** The same shape as for a token. */
export interface BasicIdentity {
  readonly kind: "user";
  readonly subject: { readonly type: string; readonly id: string; readonly properties?: JsonObject };
  /** For `context.token`: that a password was shown, just now (RFC 8176). No scopes: there is no ceiling. */
  readonly token: JsonObject;
  readonly actors: readonly never[];
  readonly credential: { readonly kind: "basic" };
}

export interface BasicAuthenticator {
  /** An unknown name and a wrong password are one, after the same work. Never throws. */
  authenticate(request: BasicRequest): Promise<Outcome<BasicIdentity>>;
}

/** HTTP Basic (RFC 7617) with scrypt, lock-out, a bound on checks at one time, and a short memory of right passwords. */
export function createBasic({ findUser, clock, random, cost = defaultCost }: BasicOptions): BasicAuthenticator {
  const lockout = createLockout();
  const right = createMemory<true>(identityLimits.passwordMemoryEntries);
  const secret = random(32);
  const nobody: PasswordHash = { cost, salt: random(16), hash: random(32) };
  const seconds = (): number => clock().getTime() / 1000;
  const checking = new Map<string, Promise<Refusal | undefined>>();

  /** By a secret of this process, so that the memory holds nothing to guess passwords by. */
  const memoryKey = ({ user, password }: UserPassword, stored: string): string =>
    createHmac("sha256", secret)
      .update(JSON.stringify([user, password, stored]))
      .digest("base64url");

  async function judge(given: UserPassword, from: string): Promise<Outcome<BasicIdentity>> {
    const place = JSON.stringify([given.user, from]);
    const user = await findUser(given.user);
    const key = memoryKey(given, user?.password ?? "");
    if (user !== undefined && right.get(key, seconds()) === true) return accept(identify(user, seconds()));
    // Many requests at one time with one password are one attempt.
    const attempt = JSON.stringify([key, place]);
    const running = checking.get(attempt) ?? check(given, place, user).finally(() => checking.delete(attempt));
    checking.set(attempt, running);
    const refusal = await running;
    if (refusal !== undefined || user === undefined) return refusal ?? inactive;
    right.put(key, true, seconds(), seconds() + identityLimits.passwordMemorySeconds);
    return accept(identify(user, seconds()));
  }

  async function check(given: UserPassword, place: string, user: BasicUser | undefined): Promise<Refusal | undefined> {
    if (lockout.isLocked(place, seconds())) return refuse("basic/locked", "too many passwords were wrong");
    if (checking.size >= identityLimits.passwordChecks) return busy;
    lockout.count(place, seconds());
    const stored = user === undefined ? nobody : parsePasswordHash(user.password);
    const isRight = await isPassword(given.password, stored ?? nobody);
    if (user === undefined || stored === undefined || !isRight) return inactive;
    lockout.forget(place);
    return undefined;
  }

  return {
    async authenticate({ credentials, from, secure }) {
      if (!secure) return refuse("credential/unsupported", "passwords are taken over TLS only");
      const parsed = parseUserPassword(credentials);
      if (!parsed.ok) return parsed;
      try {
        return await judge(parsed, from);
      } catch {
        return refuse("basic/unavailable", "the user cannot be looked up");
      }
    },
  };
}

const inactive: Refusal = refuse("basic/inactive", "no user has this name and this password");
const busy: Refusal = refuse("basic/unavailable", "too many passwords are being checked");

function identify({ subject, roles = [] }: BasicUser, now: number): BasicIdentity {
  const properties = roles.length === 0 ? {} : { properties: { roles } };
  return {
    kind: "user",
    subject: { type: subject.type, id: subject.id, ...properties },
    token: { amr: ["pwd"], auth_time: Math.floor(now) },
    actors: [],
    credential: { kind: "basic" },
  };
}
