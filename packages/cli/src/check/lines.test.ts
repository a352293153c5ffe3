import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { readLines, type Line } from "./lines.ts";
import { readRequests, type RequestText } from "./requests.ts";

async function* inPieces(text: string | Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

function linesOf(text: string | Uint8Array, limit = 100, size = 3): Promise<Line[]> {
  return all(readLines(inPieces(text, size), limit));
}

test("lines are what stands between line ends, however it comes", async () => {
  const text = fc
    .array(fc.constantFrom("a", "é", "日", "👩", "\n", "\r"), { maxLength: 30 })
    .map((parts) => parts.join(""));
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (given, size) => {
      const expected = given.split("\n").map((line, index) => ({ number: index + 1, text: line }));
      if (given.endsWith("\n") || given === "") expected.pop();
      expect(await linesOf(given, 100, size)).toEqual(expected);
    }),
  );
});

test("a byte order mark is skipped at the start and nowhere else", async () => {
  expect(await linesOf("\uFEFFa\n\uFEFFb")).toEqual([
    { number: 1, text: "a" },
    { number: 2, text: "\uFEFFb" },
  ]);
});

test("a line at the limit, and one past it, which is not kept", async () => {
  const tooLong = "it has more than 4 characters";
  expect(await linesOf("abcd\nabcde\nx\n日本語日本\nabcdefghijklmnopq", 4)).toEqual([
    { number: 1, text: "abcd" },
    { number: 2, problem: tooLong },
    { number: 3, text: "x" },
    { number: 4, problem: tooLong },
    { number: 5, problem: tooLong },
  ]);
});

test("a line that is not UTF-8, also when it is cut short", async () => {
  expect(await linesOf(Uint8Array.from([0x61, 0xc3, 0x0a, 0x62, 0x0a, 0xe2, 0x82]))).toEqual([
    { number: 1, problem: "it is not UTF-8" },
    { number: 2, text: "b" },
    { number: 3, problem: "it is not UTF-8" },
  ]);
});

test("what is too long for one request is read line by line", async () => {
  const requests = (limit: number): Promise<RequestText[]> =>
    all(readRequests(readLines(inPieces('{"a":\n\n1\n}\n', 4), 100), "x", false, limit));
  expect(await requests(7)).toEqual([{ line: 1, data: { a: 1 } }]);
  expect((await requests(6)).map(({ line, data }) => [line, data])).toEqual([
    [1, undefined],
    [3, 1],
    [4, undefined],
  ]);
});
