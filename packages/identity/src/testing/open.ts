import type { Json } from "@authz/model";
import type { Authenticator } from "../authenticate/authenticator.ts";
import { openIdentity, type IdentityOptions } from "../authenticate/open-identity.ts";
import { readIdentityConfig } from "../config/read-config.ts";
import { testAudience, testNow, type TestIssuer } from "./issuer.ts";

/** An authenticator of a configuration as it would be written; throws when there is anything wrong with it. */
export async function openTestIdentity(
  issuers: Readonly<Record<string, Json>>,
  options: Partial<IdentityOptions> = {},
): Promise<Authenticator> {
  const read = readIdentityConfig({ issuers });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const opened = await openIdentity(read.config, {
    clock: () => testNow,
    readFile: () => Promise.reject(new Error("there are no files")),
    env: {},
    fetch: () => Promise.reject(new Error("nothing is fetched")),
    ...options,
  });
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  return opened.authenticator;
}

/** The configuration of an issuer whose keys are written out. */
export function issuerConfig(issuer: TestIssuer, changes: Readonly<Record<string, Json>> = {}): Json {
  return {
    issuer: issuer.issuer,
    audience: testAudience,
    algorithms: [issuer.algorithm],
    keys: { set: issuer.keySet },
    user: { type: "User" },
    client: { type: "Service" },
    ...changes,
  };
}
