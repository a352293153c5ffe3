import { createHash } from "node:crypto";
import {
  allowInsecureRequests,
  ClientSecretBasic,
  ClientSecretPost,
  customFetch,
  introspectionRequest,
} from "oauth4webapi";
import type { JsonObject } from "@authz/model";
import { isJsonObject, member, withoutSpecial } from "../encoding/strict-json.ts";
import { identityLimits } from "../limits.ts";
import { readAnswer, silence } from "../net/answer.ts";
import { accept, refuse, type Clock, type Fetch, type Outcome } from "../result.ts";
import { wrongType } from "../token/claims.ts";
import { createMemory } from "./memory.ts";

export interface IntrospectionOptions {
  readonly issuer: string;
  readonly endpoint: string;
  /** We, as the issuer knows us. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** How we authenticate (RFC 6749 2.3.1): in the header, or in the body. */
  readonly authentication?: "basic" | "post";
  /** How long an answer is used at most, also when the token lives longer; 0 asks every time. */
  readonly cacheSeconds?: number;
  readonly fetch: Fetch;
  readonly clock: Clock;
}

/** Asks an issuer what a token is; claims of active ones only. Never throws. */
export interface Introspection {
  introspect(token: string): Promise<Outcome<{ readonly claims: JsonObject }>>;
}

type Answered = Outcome<{ readonly claims: JsonObject }>;

/**
 * Introspection (RFC 7662). Answers are remembered by the token's hash: active ones to their `exp` and for `cacheSeconds` at most,
 * others for `inactiveSeconds`; what a token is refused for later (its times, its audience) is for whoever takes the claims
 * to check anew each time. Until an answer is forgotten a revocation is not seen.
 */
export function createIntrospection(options: IntrospectionOptions): Introspection {
  const memory = createMemory<Answered>(identityLimits.introspectionEntries);
  const asking = new Map<string, Promise<Answered>>();
  const now = (): number => options.clock().getTime() / 1000;

  async function askOnce(token: string, key: string): Promise<Answered> {
    const answer = await ask(token, options);
    const until = rememberUntil(answer, now(), options.cacheSeconds ?? identityLimits.activeSeconds);
    if (until !== undefined) memory.put(key, answer, now(), until);
    return answer;
  }

  async function introspect(token: string): Promise<Answered> {
    if (token.length > identityLimits.tokenLength)
      return refuse("token/too-long", `the token is longer than ${identityLimits.tokenLength} bytes`);
    if (!token68.test(token)) return refuse("token/malformed", "the token has characters that no token has");
    const key = createHash("sha256").update(token).digest("base64url");
    const remembered = memory.get(key, now());
    if (remembered !== undefined) return remembered;
    const running = asking.get(key) ?? askOnce(token, key).finally(() => asking.delete(key));
    asking.set(key, running);
    return running;
  }

  return { introspect };
}

/** RFC 6750 2.1 */
const token68 = /^[A-Za-z0-9._~+/-]+=*$/;

function rememberUntil(answer: Answered, now: number, cacheSeconds: number): number | undefined {
  const most = Math.min(cacheSeconds, identityLimits.activeSeconds);
  if (answer.ok) {
    const exp = member(answer.claims, "exp");
    return Math.min(now + most, typeof exp === "number" ? exp : Infinity);
  }
  // That nobody answered is not remembered.
  return answer.code === "token/inactive" ? now + Math.min(most, identityLimits.inactiveSeconds) : undefined;
}

async function ask(token: string, options: IntrospectionOptions): Promise<Answered> {
  try {
    const answer = await readAnswer(await request(token, options), {
      types: ["application/token-introspection+json"],
      length: identityLimits.introspectionLength,
    });
    if (!answer.ok) return refuse("introspection/unavailable", `the issuer cannot be asked: ${answer.problem}`);
    return readIntrospected(answer.data);
  } catch (error) {
    const why = silence(error, identityLimits.answerSeconds);
    return refuse("introspection/unavailable", `the issuer cannot be asked: ${why}`);
  }
}

/** Only `true` is active: not `"true"`, not 1, not a missing member. */
function readIntrospected(data: Parameters<typeof isJsonObject>[0]): Answered {
  if (!isJsonObject(data) || typeof member(data, "active") !== "boolean")
    return refuse("introspection/unavailable", "the issuer's answer does not say whether the token is active");
  if (member(data, "active") !== true) return refuse("token/inactive", "the issuer says that the token is not active");
  const claims = withoutSpecial(data);
  return wrongType(claims) ?? accept({ claims });
}

function request(token: string, options: IntrospectionOptions): Promise<Response> {
  const { issuer, endpoint, clientId, clientSecret, authentication, fetch } = options;
  const authenticate = authentication === "post" ? ClientSecretPost : ClientSecretBasic;
  return introspectionRequest(
    { issuer, introspection_endpoint: endpoint },
    { client_id: clientId },
    authenticate(clientSecret),
    token,
    {
      additionalParameters: { token_type_hint: "access_token" },
      // Which addresses may be asked has been settled with the configuration.
      [allowInsecureRequests]: true,
      [customFetch]: (url, init) =>
        fetch(url, {
          method: init.method,
          headers: init.headers,
          body: String(init.body),
          redirect: "manual",
          signal: AbortSignal.timeout(identityLimits.answerSeconds * 1000),
        }),
    },
  );
}
