/** A line of input, or why it is none that can be read. Lines count from 1. */
export type Line =
  | { readonly number: number; readonly text: string; readonly problem?: undefined }
  | { readonly number: number; readonly text?: undefined; readonly problem: string };

const NEWLINE = 0x0a;
/** UTF-8 needs at most three bytes for what UTF-16 counts as one. */
const BYTES_PER_CHARACTER = 3;

/** The lines of a stream as they come, so that each can be answered before the next is there. */
export async function* readLines(chunks: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Line> {
  let number = 1;
  let parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      yield toLine(number++, [...parts, chunk.subarray(start, end)], length + end - start, limit);
      [parts, length, start] = [[], 0, end + 1];
    }
    length += chunk.length - start;
    // What is too long is counted, not kept.
    if (length <= limit * BYTES_PER_CHARACTER) parts.push(chunk.subarray(start));
    else parts = [];
  }
  if (length > 0) yield toLine(number, parts, length, limit);
}

function toLine(number: number, parts: readonly Uint8Array[], length: number, limit: number): Line {
  const tooLong = { number, problem: `it has more than ${limit} characters` };
  if (length > limit * BYTES_PER_CHARACTER) return tooLong;
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: number !== 1 });
    const text = parts.map((part) => decoder.decode(part, { stream: true })).join("") + decoder.decode();
    return text.length > limit ? tooLong : { number, text };
  } catch {
    return { number, problem: "it is not UTF-8" };
  }
}
