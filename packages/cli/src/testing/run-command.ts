import picocolors from "picocolors";
import { main } from "../main.ts";
import type { Output, Terminal } from "../terminal/terminal.ts";

/** What a command line came to. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process, without colours, on a terminal that only remembers. */
export async function runCommand(words: readonly string[], input: string | Uint8Array = ""): Promise<Outcome> {
  const written = { out: "", err: "" };
  const output = (to: "out" | "err"): Output => ({
    write(text) {
      written[to] += text;
      return Promise.resolve();
    },
    colours: picocolors.createColors(false),
    isTerminal: false,
    columns: undefined,
    stream: undefined,
  });
  const terminal: Terminal = { out: output("out"), err: output("err"), input: chunksOf(input) };
  const code = await main(words, () => terminal);
  return { code, ...written };
}

/** In pieces that split lines and characters. */
async function* chunksOf(input: string | Uint8Array): AsyncGenerator<Uint8Array> {
  const bytes = typeof input === "string" ? new TextEncoder().encode(input) : input;
  for (let at = 0; at < bytes.length; at += 7) yield await Promise.resolve(bytes.subarray(at, at + 7));
}
