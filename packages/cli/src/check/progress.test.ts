import { expect, test } from "@jest/globals";
import { PassThrough } from "node:stream";
import picocolors from "picocolors";
import type { Output, Terminal } from "../terminal/terminal.ts";
import { createProgress } from "./progress.ts";

interface Screen {
  readonly output: Output;
  text(): string;
}

function createScreen(isTerminal: boolean): Screen {
  const stream = Object.assign(new PassThrough(), { isTTY: isTerminal, columns: 80 });
  let text = "";
  stream.on("data", (chunk: Uint8Array) => (text += new TextDecoder().decode(chunk)));
  const colours = picocolors.createColors(false);
  return {
    output: { write: () => Promise.resolve(), colours, isTerminal, columns: 80, stream },
    text: () => text,
  };
}

/** What shows after three seconds and 60 of 100 bytes. */
async function shown(onTerminal: { out: boolean; err: boolean }, total: number | undefined): Promise<string> {
  const screen = createScreen(onTerminal.err);
  const terminal: Terminal = {
    out: createScreen(onTerminal.out).output,
    err: screen.output,
    input: new PassThrough(),
  };
  let now = 0;
  const progress = createProgress(terminal, total, () => now);
  await progress.advance(20);
  expect(screen.text()).toBe("");
  now = 3_000;
  await progress.advance(40);
  progress.stop();
  return screen.text();
}

test("a bar shows on a terminal when it takes a while and answers go elsewhere", async () => {
  expect(await shown({ out: false, err: true }, 100)).toContain(" 60%, ");
});

test("no bar anywhere else", async () => {
  expect(await shown({ out: true, err: true }, 100)).toBe("");
  expect(await shown({ out: false, err: false }, 100)).toBe("");
  expect(await shown({ out: false, err: true }, undefined)).toBe("");
});
