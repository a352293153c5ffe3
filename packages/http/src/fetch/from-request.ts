import type { GuardedRequest } from "../request/guarded-request.ts";

/** What only the platform knows of a connection. */
export interface FetchRequestOptions {
  readonly address?: string;
  /** Default: that the address of the request is an https one. */
  readonly secure?: boolean;
}

/**
 * What the guard has to know of a `Request`. The target is read from its `url` as it stands there, which is what routers do as well:
 * parsed a second time, `//admin` would be the name of a server.
 */
export function fromRequest(
  request: Request,
  { address, secure }: FetchRequestOptions = {},
  native: unknown = request,
): GuardedRequest {
  const { method, url, headers } = request;
  return {
    method,
    target: targetOf(url),
    header(name) {
      const value = headers.get(name);
      return value === null ? [] : [value];
    },
    ...(address === undefined ? {} : { address }),
    secure: secure ?? /^https:/i.test(url),
    native,
  };
}

function targetOf(url: string): string {
  const authority = url.indexOf("://") + 3;
  const path = url.slice(authority).search(/[/?#]/);
  return path < 0 ? "/" : url.slice(authority + path);
}
