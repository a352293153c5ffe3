import { connect } from "node:net";

/** What came back, taken apart by hand: nothing here may mend what a test sends. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: string;
}

export interface RawRequest {
  readonly method?: string;
  readonly target: string;
  /** Lines as they are sent. */
  readonly headers?: readonly string[];
}

/** Sends a request byte by byte as given, over a connection of its own. Latin-1, so that any byte can be sent. */
export function sendRaw(port: number, { method = "GET", target, headers = [] }: RawRequest): Promise<RawAnswer> {
  const lines = [`${method} ${target} HTTP/1.1`, "Host: localhost", "Connection: close", ...headers, "", ""];
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(lines.join("\r\n"), "latin1"));
    let text = "";
    socket.setEncoding("latin1").on("data", (chunk: string) => (text += chunk));
    socket.setTimeout(10_000, () => socket.destroy(new Error(`no answer to ${method} ${target}`)));
    socket.on("error", (error) => (text === "" ? reject(error) : resolve(parse(text))));
    socket.on("end", () => resolve(parse(text)));
  });
}

function parse(text: string): RawAnswer {
  const interim = /^HTTP\/1\.1 1\d\d [^]*?\r\n\r\n/.exec(text);
  if (interim !== null) return parse(text.slice(interim[0].length));
  const [head = "", ...rest] = text.split("\r\n\r\n");
  const [first = "", ...lines] = head.split("\r\n");
  const headers = new Map<string, readonly string[]>();
  for (const line of lines) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), line.slice(colon + 1).trim()]);
  }
  const body = rest.join("\r\n\r\n");
  const isChunked = headers.get("transfer-encoding")?.includes("chunked") === true;
  return { status: Number(first.split(" ")[1]), headers, body: isChunked ? unchunk(body) : body };
}

function unchunk(body: string): string {
  const [, size = "0"] = /^([0-9a-f]+)\r\n/i.exec(body) ?? [];
  const length = Number.parseInt(size, 16);
  if (length === 0) return "";
  const start = size.length + 2;
  return body.slice(start, start + length) + unchunk(body.slice(start + length + 2));
}
