import { identityLimits } from "@authz/identity";
import { refused } from "@authz/engine/node";
import { createReadStream } from "node:fs";
import { UsageError } from "../command.ts";
import { InputError } from "../input/input-error.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** The token in a file, or in standard input (`-`): all of it, without space around it and a scheme before it. It is shown nowhere. */
export async function readCredential(path: string, terminal: Terminal): Promise<string> {
  const bytes = await readBounded(path === "-" ? terminal.input : readFile(path));
  const text = new TextDecoder().decode(bytes).trim();
  if (text === "") throw new UsageError("there is no token", "put it into the file by itself");
  return text.replace(/^(?:Bearer|DPoP) +/i, "");
}

/** No more than tells that it is too long. */
async function readBounded(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const kept: number[] = [];
  for await (const chunk of chunks) {
    kept.push(...chunk.subarray(0, 2 * identityLimits.tokenLength));
    if (kept.length > 2 * identityLimits.tokenLength) break;
  }
  return Uint8Array.from(kept);
}

async function* readFile(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw new InputError("the token could not be read", [await refused(path, error)], []);
  }
}
