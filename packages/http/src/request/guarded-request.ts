import type { PresentedCertificate } from "@authz/identity";

/** What the guard has to know of an HTTP request; each integration makes it of its own. Nothing here is trusted. */
export interface GuardedRequest {
  readonly method: string;
  /** The request-target that the router behind routes by: path with query, not decoded. */
  readonly target: string;
  /** Every value of a header, each by itself, in the order in which they came. The name is in lower case. */
  readonly header: (name: string) => readonly string[];
  /** Of the connection, not of a header. */
  readonly address?: string;
  /** That the connection is TLS, or loopback. */
  readonly secure: boolean;
  /** The client's certificate of this connection. */
  readonly certificate?: () => PresentedCertificate | undefined;
  /** That the router behind takes letters of any case in paths. */
  readonly anyCase?: boolean;
  /** The request as the framework has it, for the application's own callbacks. */
  readonly native: unknown;
}

/** The path without the query, which may hold what nobody should log. */
export function pathOf(target: string): string {
  const query = target.indexOf("?");
  return query < 0 ? target : target.slice(0, query);
}
