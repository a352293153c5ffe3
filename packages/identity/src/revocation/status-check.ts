import type { Json, JsonObject } from "@authz/model";
import { isJsonObject, member } from "../encoding/strict-json.ts";
import { createMemory } from "../introspection/memory.ts";
import type { Algorithm } from "../keys/algorithms.ts";
import type { KeySource } from "../keys/key-set.ts";
import { identityLimits } from "../limits.ts";
import { readBytes, silence } from "../net/answer.ts";
import { urlProblem } from "../net/url.ts";
import { accept, refuse, type Clock, type Fetch, type Outcome, type Refusal } from "../result.ts";
import { parseJws } from "../token/jws.ts";
import { jwtProfiles } from "../token/kinds.ts";
import type { TokenCheck } from "../token/token-check.ts";
import { verifyParsed } from "../token/verify-jwt.ts";
import { readStatusList, statusAt, type StatusList } from "./status-list.ts";

/** Who publishes status lists, and with which keys they are signed. */
export interface StatusIssuer {
  /** What the address of a list begins with: `https://status.example.com/`. */
  readonly prefix: string;
  readonly algorithms: readonly Algorithm[];
  readonly keys: KeySource;
  /** What `iss` of the list says, if it says it. */
  readonly issuer?: string;
  /** That the lists may be on loopback without TLS: for tests. */
  readonly loopbackHttp?: true;
}

export interface StatusCheckOptions {
  readonly issuers: readonly StatusIssuer[];
  readonly fetch: Fetch;
  readonly clock: Clock;
}

type Loaded = Outcome<{ readonly list: StatusList; readonly seconds: number }>;

/**
 * Looks up what a Token Status List says of a token that has `status` (draft-ietf-oauth-status-list): only 0, VALID, passes. Lists are
 * remembered as long as they say themselves (`ttl`, `exp`), within bounds; until then a change is not seen. For
 * `CredentialChecks.others`, which come after all other checks, so that no list is fetched for a token that is refused anyway.
 */
export function createStatusCheck(options: StatusCheckOptions): TokenCheck {
  const memory = createMemory<StatusList>(identityLimits.statusLists);
  const loading = new Map<string, Promise<Loaded>>();
  const now = (): number => options.clock().getTime() / 1000;

  async function load(uri: string, issuer: StatusIssuer): Promise<Loaded> {
    const loaded = await fetchList(uri, issuer, options);
    if (loaded.ok) memory.put(uri, loaded.list, now(), now() + loaded.seconds);
    return loaded;
  }

  async function listAt(uri: string, issuer: StatusIssuer): Promise<Outcome<{ readonly list: StatusList }>> {
    const remembered = memory.get(uri, now());
    if (remembered !== undefined) return accept({ list: remembered });
    const running = loading.get(uri) ?? load(uri, issuer).finally(() => loading.delete(uri));
    loading.set(uri, running);
    return running;
  }

  return async (claims) => {
    const status = member(claims, "status");
    if (status === undefined) return undefined;
    const reference = readReference(status);
    if (reference === undefined) return refuse("token/claims", "the claim `status` names no place in a status list");
    const { uri, index } = reference;
    const issuer = options.issuers.find((one) => isWithin(uri, one));
    if (issuer === undefined)
      return refuse("status/unavailable", "the token's status list is published by nobody who is configured");
    const found = await listAt(uri, issuer);
    return found.ok ? judge(statusAt(found.list, index)) : found;
  };
}

function judge(status: number | undefined): Refusal | undefined {
  if (status === 0) return undefined;
  return status === undefined
    ? refuse("token/claims", "the token's place is outside of its status list")
    : refuse("token/inactive", "the status list says that the token is not active");
}

function readReference(status: Json): { readonly uri: string; readonly index: number } | undefined {
  const reference = isJsonObject(status) ? member(status, "status_list") : undefined;
  if (!isJsonObject(reference)) return undefined;
  const [uri, index] = [member(reference, "uri"), member(reference, "idx")];
  if (typeof uri !== "string" || uri.length > 2_048 || typeof index !== "number") return undefined;
  return Number.isSafeInteger(index) && index >= 0 ? { uri, index } : undefined;
}

/** The address must be written as every reader of addresses reads it. */
function isWithin(uri: string, { prefix, loopbackHttp }: StatusIssuer): boolean {
  return urlProblem(uri, loopbackHttp === true) === undefined && new URL(uri).href === uri && uri.startsWith(prefix);
}

async function fetchList(uri: string, issuer: StatusIssuer, { fetch, clock }: StatusCheckOptions): Promise<Loaded> {
  try {
    const response = await fetch(uri, {
      headers: { accept: "application/statuslist+jwt" },
      redirect: "manual",
      signal: AbortSignal.timeout(identityLimits.answerSeconds * 1000),
    });
    const limits = { types: ["application/statuslist+jwt"], length: identityLimits.statusTokenLength };
    const read = await readBytes(response, limits, "a status list");
    if (!read.ok) return unavailable(read.problem);
    return await verifyList(new TextDecoder().decode(read.bytes), uri, issuer, clock);
  } catch (error) {
    return unavailable(silence(error, identityLimits.answerSeconds));
  }
}

async function verifyList(token: string, uri: string, issuer: StatusIssuer, clock: Clock): Promise<Loaded> {
  const parsed = parseJws(token, identityLimits.statusTokenLength);
  if (!parsed.ok) return unavailable(parsed.message);
  const verified = await verifyParsed(parsed.jws, {
    profile: jwtProfiles["status-list"],
    issuer: issuer.issuer,
    audiences: undefined,
    algorithms: issuer.algorithms,
    keys: issuer.keys,
    clock,
    lifetimeSeconds: Infinity,
  });
  if (!verified.ok) return unavailable(verified.message);
  const { claims } = verified.jwt;
  if (member(claims, "sub") !== uri) return unavailable("its `sub` is not its address");
  const list = await readStatusList(member(claims, "status_list"));
  if (list === undefined) return unavailable("it holds no list, or one that is too long");
  return accept({ list, seconds: freshSeconds(claims, clock().getTime() / 1000) });
}

function freshSeconds(claims: JsonObject, now: number): number {
  const [ttl, exp] = [member(claims, "ttl"), member(claims, "exp")];
  const wanted = typeof ttl === "number" && ttl > 0 ? ttl : identityLimits.statusSecondsMost;
  const bounded = Math.min(Math.max(wanted, identityLimits.statusSecondsLeast), identityLimits.statusSecondsMost);
  return typeof exp === "number" ? Math.min(bounded, exp - now) : bounded;
}

function unavailable(problem: string): Refusal {
  return refuse("status/unavailable", `the token's status list cannot be had: ${problem}`);
}
