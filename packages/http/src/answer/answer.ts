/** An HTTP answer, for any framework to send. Names of headers are in lower case, one value each. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Of a problem, besides title and status. Nothing of it may tell about policy, facts or code. */
export interface ProblemMembers {
  readonly detail?: string | undefined;
  /** The error of OAuth, which the challenge says too. */
  readonly error?: string | undefined;
  readonly [extension: string]: string | number | readonly string[] | undefined;
}

const titles: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  414: "URI Too Long",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

/** Problem details (RFC 9457) of the type `about:blank`: the title is the status's own. Never to be kept by a cache. */
export function problem(
  status: number,
  members: ProblemMembers,
  requestId: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const body = { title: titles[status] ?? "Error", status, ...members, request_id: requestId };
  return {
    status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      "x-request-id": requestId,
      ...headers,
    },
    body: JSON.stringify(body),
  };
}
