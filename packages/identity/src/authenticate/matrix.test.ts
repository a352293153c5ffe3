import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Json } from "@authz/model";
import { readProof } from "../proof/dpop-proof.ts";
import { receiveSecurityEvent } from "../revocation/security-event.ts";
import { createStatusCheck } from "../revocation/status-check.ts";
import { createTestIssuer, testAudience, testNow, type TestIssuer } from "../testing/issuer.ts";
import { signSample, testListUrl } from "../testing/kinds.ts";
import { issuerConfig, openTestIdentity } from "../testing/open.ts";
import { jwtProfiles, type JwtKind } from "../token/kinds.ts";
import type { Authenticator } from "./authenticator.ts";

/** Everything that takes a JWT, as it is used. */
type Validator = (token: string) => Promise<boolean>;

let issuer: TestIssuer;
let tokens: ReadonlyMap<JwtKind, string>;
const validators = new Map<string, Validator>();
const kinds = Object.keys(jwtProfiles) as JwtKind[];
const presets = ["legacy", "keycloak", "auth0", "entra", "cognito", "okta"];

function takes(authenticator: Authenticator): Validator {
  return async (token) => (await authenticator.authenticate(token)).ok;
}

function configured(changes: Readonly<Record<string, Json>> = {}): Promise<Authenticator> {
  return openTestIdentity({ corp: issuerConfig(issuer, changes) });
}

async function takesEvent(token: string): Promise<boolean> {
  const kept: unknown[] = [];
  const store = {
    add: (revocations: readonly unknown[]) => Promise.resolve(void kept.push(...revocations)),
    find: () => [],
  };
  const outcome = await receiveSecurityEvent(token, {
    issuer: issuer.issuer,
    audiences: [testAudience],
    algorithms: [issuer.algorithm],
    keys: issuer.keys,
    clock: () => testNow,
    store,
  });
  expect(kept).toHaveLength(outcome.ok ? 1 : 0);
  return outcome.ok;
}

async function takesList(token: string): Promise<boolean> {
  const type = { "content-type": "application/statuslist+jwt" };
  const check = createStatusCheck({
    issuers: [{ prefix: "https://status.example.com/", algorithms: [issuer.algorithm], keys: issuer.keys }],
    fetch: () => Promise.resolve(new Response(token, { headers: type })),
    clock: () => testNow,
  });
  const refusal = await check({ status: { status_list: { idx: 1, uri: testListUrl } } });
  return refusal === undefined;
}

beforeAll(async () => {
  issuer = await createTestIssuer();
  tokens = new Map(await Promise.all(kinds.map(async (kind) => [kind, await signSample(kind, issuer)] as const)));
  validators.set("access-token", takes(await configured()));
  for (const preset of presets)
    validators.set(preset, takes(await configured({ preset, audience: [testAudience, "app"] })));
  validators.set("security-event", takesEvent);
  validators.set("status-list", takesList);
  validators.set("dpop-proof", async (token) => (await readProof([token])).ok);
});

describe.each(["access-token", "security-event", "status-list", "dpop-proof"])("whoever takes %s", (name) => {
  test.each(kinds)("is given %s", async (kind) => {
    expect(await validators.get(name)?.(tokens.get(kind) ?? "")).toBe(kind === name);
  });
});

describe.each(presets)("whoever takes access tokens of %s", (name) => {
  test.each(kinds.filter((kind) => kind !== "access-token"))("refuses %s", async (kind) => {
    expect(await validators.get(name)?.(tokens.get(kind) ?? "")).toBe(false);
  });
});
