import type { Clock } from "@authz/identity";
import { proofAlgorithms } from "@authz/identity";
import type { Schemes } from "../answer/challenge.ts";
import type { Verifiers } from "../credentials/identify.ts";
import type { Accepted } from "../credentials/presented.ts";
import { createResourceMetadata, type ResourceMetadata } from "../metadata/resource-metadata.ts";
import type { GuardOptions } from "./options.ts";

/** What is the same for all requests. */
export interface Setting {
  readonly options: GuardOptions;
  readonly schemes: Schemes;
  readonly accepted: Accepted;
  readonly verifiers: Verifiers;
  readonly metadata: ResourceMetadata | undefined;
}

/** Throws a TypeError for options that do not go together. */
export function createSetting(options: GuardOptions): Setting {
  const { tokens, dpop, apiKeys, basic, realm = "api", resource, engine } = options;
  const origin = options.origin ?? "";
  if (dpop !== undefined && (tokens === undefined || !URL.canParse(origin) || new URL(origin).origin !== origin))
    throw new TypeError("dpop needs tokens, and an origin such as https://api.example.com");
  const apiKeyHeader = apiKeys === undefined ? undefined : (apiKeys.header ?? "x-api-key").toLowerCase();
  if (apiKeyHeader !== undefined && (!/^[a-z0-9-]+$/.test(apiKeyHeader) || apiKeyHeader === "authorization"))
    throw new TypeError("apiKeys.header is no name of a header of its own");
  const algorithms = dpop === undefined ? undefined : (dpop.algorithms ?? proofAlgorithms);
  const metadata = resource && createResourceMetadata(resource, algorithms, () => engine.policy);
  const isBearer = tokens !== undefined || apiKeys !== undefined;
  const clock: Clock = options.clock ?? (() => new Date());
  return {
    options,
    metadata,
    schemes: { realm, bearer: isBearer, dpop: algorithms, basic: basic !== undefined, resourceMetadata: metadata?.url },
    accepted: { tokens: tokens !== undefined, dpop: dpop !== undefined, basic: basic !== undefined, apiKeyHeader },
    verifiers: {
      tokens,
      tokenChecks: options.tokenChecks ?? [],
      dpop,
      apiKeys: apiKeys?.keys,
      basic,
      origin,
      clock,
    },
  };
}
