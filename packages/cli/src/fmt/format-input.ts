import { formatPolicyFile } from "@authz/dsl/format";
import { defaultLimits } from "@authz/model";
import { UsageError } from "../command.ts";
import type { FmtReport } from "./report.ts";

const NAME = "stdin";
/** UTF-8 needs at most three bytes for what UTF-16 counts as one. */
const BYTES_PER_CHARACTER = 3;

/** Formats the text of standard input. */
export async function formatInput(chunks: AsyncIterable<Uint8Array>): Promise<FmtReport> {
  const source = { name: NAME, text: await readInput(chunks, defaultLimits.fileLength) };
  const { text, diagnostics } = formatPolicyFile(source);
  const files = [{ name: NAME, before: source.text, after: text }];
  return { files, diagnostics, sources: [source], unwritten: new Set(), isIncomplete: false };
}

async function readInput(chunks: AsyncIterable<Uint8Array>, limit: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let left = limit * BYTES_PER_CHARACTER;
  for await (const chunk of chunks) {
    left -= chunk.length;
    if (left < 0)
      throw new UsageError(`standard input has more than ${limit} characters`, "a policy may be many files");
    parts.push(chunk);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.concat(parts));
  } catch {
    throw new UsageError("standard input is not UTF-8", "policies are text in UTF-8");
  }
}
