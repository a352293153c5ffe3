import type { Policy } from "@authz/model";
import type { IdentityConfig } from "@authz/identity";
import type { Answer } from "../answer/answer.ts";
import { pathOf } from "../request/guarded-request.ts";

/** What this resource says of itself (RFC 9728 2), besides what the policy says. */
export interface ResourceOptions {
  /** The identifier that tokens are for: an https address without query and fragment, to the letter as issuers have it. */
  readonly identifier: string;
  /** Issuers, see {@link authorizationServersOf}. */
  readonly authorizationServers: readonly string[];
  readonly name?: string;
  readonly documentation?: string;
}

/** The issuers of a configuration, for `authorization_servers`. */
export function authorizationServersOf({ issuers = {} }: IdentityConfig): readonly string[] {
  return [...new Set(Object.values(issuers).map(({ issuer }) => issuer))];
}

export interface ResourceMetadata {
  /** Where it is, for challenges. */
  readonly url: string;
  /** The document, when the request asks for it. */
  answer(method: string, target: string): Answer | undefined;
}

/** Throws a TypeError for an identifier that is none. */
export function createResourceMetadata(
  options: ResourceOptions,
  proofAlgorithms: readonly string[] | undefined,
  policy: () => Policy,
): ResourceMetadata {
  const url = metadataUrl(options.identifier);
  const path = new URL(url).pathname;
  return {
    url,
    answer(method, target) {
      if ((method !== "GET" && method !== "HEAD") || pathOf(target) !== path) return undefined;
      const document = describe(options, proofAlgorithms, policy());
      return {
        status: 200,
        headers: { "content-type": "application/json", "cache-control": "max-age=300" },
        body: JSON.stringify(document),
      };
    },
  };
}

/** The well-known part goes between host and path (RFC 9728 3.1). */
function metadataUrl(identifier: string): string {
  const url = URL.canParse(identifier) ? new URL(identifier) : undefined;
  const isLoopback = url !== undefined && /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
  if (url === undefined || !(url.protocol === "https:" || isLoopback) || /[?#]/.test(identifier) || url.username !== "")
    throw new TypeError("resource.identifier is no https address without query and fragment");
  return `${url.origin}/.well-known/oauth-protected-resource${url.pathname === "/" ? "" : url.pathname}`;
}

/** Empty lists are left out (RFC 9728 3.2). */
function describe(
  { identifier, authorizationServers, name, documentation }: ResourceOptions,
  proofAlgorithms: readonly string[] | undefined,
  policy: Policy,
): Readonly<Record<string, string | readonly string[]>> {
  const scopes = policy.scopes.flatMap(({ name: scope }) => scope ?? []).toSorted();
  return {
    resource: identifier,
    ...(authorizationServers.length === 0 ? {} : { authorization_servers: authorizationServers }),
    ...(scopes.length === 0 ? {} : { scopes_supported: scopes }),
    bearer_methods_supported: ["header"],
    ...(proofAlgorithms === undefined ? {} : { dpop_signing_alg_values_supported: proofAlgorithms }),
    ...(name === undefined ? {} : { resource_name: name }),
    ...(documentation === undefined ? {} : { resource_documentation: documentation }),
  };
}
