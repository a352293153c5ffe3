import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A server on loopback whose behaviour a test can change at any time. */
export interface WebServer {
  readonly url: string;
  /** How it answers from now on; it gets the request's body as text. */
  answer: (response: ServerResponse, request: IncomingMessage, body: string) => void;
  /** Requests that came so far. */
  requests: number;
  stop(): Promise<void>;
  /** At the same address as before. */
  start(): Promise<void>;
}

export async function startWebServer(answer: WebServer["answer"]): Promise<WebServer> {
  const server = createServer((request, response) => {
    web.requests++;
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
    request.on("end", () => web.answer(response, request, body));
  });
  const listen = (port: number): Promise<void> => new Promise((done) => server.listen(port, "127.0.0.1", done));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const web: WebServer = {
    url: `http://127.0.0.1:${port}`,
    answer,
    requests: 0,
    start: () => listen(port),
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return web;
}

export function sendJson(
  response: ServerResponse,
  data: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(200, { "content-type": "application/json", ...headers }).end(JSON.stringify(data));
}
