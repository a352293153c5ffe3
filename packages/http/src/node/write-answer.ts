import type { ServerResponse } from "node:http";
import type { Answer } from "../answer/answer.ts";

/** Sends an answer, unless one is on its way already: then the connection is all that can be ended. */
export function writeAnswer(response: ServerResponse, { status, headers, body }: Answer): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, { ...headers, "content-length": String(new TextEncoder().encode(body).length) });
  response.end(body);
}
