import { describe, expect, test } from "@jest/globals";
import picocolors from "picocolors";
import { PassThrough } from "node:stream";
import type { Output, Terminal } from "../terminal/terminal.ts";
import { createTestProgress } from "./progress.ts";

function terminal(isTerminal: boolean): { readonly terminal: Terminal; readonly drawn: () => string } {
  const stream = Object.assign(new PassThrough(), {
    isTTY: isTerminal,
    columns: 80,
    cursorTo: () => true,
    moveCursor: () => true,
    clearLine: () => true,
  });
  const output: Output = {
    write: () => Promise.resolve(),
    colours: picocolors.createColors(false),
    isTerminal,
    columns: 80,
    stream,
  };
  const input = (async function* empty(): AsyncGenerator<Uint8Array> {})();
  return { terminal: { out: output, err: output, input }, drawn: () => String(stream.read() ?? "") };
}

describe("a bar", () => {
  test.each([
    ["on a terminal after a second", true, 1_500, /5 of 10 tests/],
    ["not before", true, 500, /^$/],
    ["not in a file", false, 60_000, /^$/],
  ])("%s", async (_what, isTerminal, elapsed, shown) => {
    const { terminal: screen, drawn } = terminal(isTerminal);
    let time = 0;
    const progress = createTestProgress(screen, 10, () => time);
    time = elapsed;
    await progress.show(5);
    progress.stop();
    expect(drawn()).toMatch(shown);
  });
});
