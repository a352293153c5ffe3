import { once } from "node:events";
import type { WriteStream } from "node:tty";
import picocolors from "picocolors";
import { OutputClosed, type Output, type Terminal } from "./terminal.ts";

/** The terminal of the process. `noColor` is the switch of the command line: it wins. */
export function processTerminal(noColor: boolean): Terminal {
  return {
    out: createOutput(process.stdout, noColor),
    err: createOutput(process.stderr, noColor),
    get input() {
      return process.stdin as AsyncIterable<Uint8Array>;
    },
  };
}

function createOutput(stream: WriteStream, noColor: boolean): Output {
  let closed: Error | undefined;
  stream.on("error", (error: Error) => (closed = error));
  return {
    async write(text) {
      if (closed !== undefined) throw new OutputClosed();
      if (stream.write(text)) return;
      await once(stream, "drain").catch(() => {
        throw new OutputClosed();
      });
    },
    colours: picocolors.createColors(!noColor && wantsColour(process.env, stream.isTTY === true)),
    isTerminal: stream.isTTY === true,
    columns: stream.isTTY ? stream.columns : undefined,
    stream,
  };
}

/** NO_COLOR (no-color.org) wins over FORCE_COLOR (force-color.org); both count when they are not empty. */
export function wantsColour(environment: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  const { NO_COLOR: no, FORCE_COLOR: force, TERM: kind } = environment;
  if (no !== undefined && no !== "") return false;
  if (force !== undefined && force !== "") return force !== "0" && force !== "false";
  return isTerminal && kind !== "dumb";
}
