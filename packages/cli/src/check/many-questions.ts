import { refused } from "@authz/engine/node";
import { defaultLimits } from "@authz/model";
import { createReadStream, statSync } from "node:fs";
import { extname } from "node:path";
import { UsageError, type ExitCode, type Invocation } from "../command.ts";
import { count } from "../render/words.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { answer, type Answer, type AnswerOptions } from "./answers.ts";
import { InputError } from "../input/input-error.ts";
import { readLines } from "./lines.ts";
import { createProgress, type Progress } from "./progress.ts";
import { readRequests, type RequestText } from "./requests.ts";
import type { Session } from "../input/session.ts";

const others = [
  "scope",
  "token",
  "context",
  "subject-properties",
  "action-properties",
  "resource-properties",
  "bearer",
];

/** Answers what `--request` names, each request as it comes. */
export async function answerRequests(
  path: string,
  input: Invocation,
  { engine }: Session,
  terminal: Terminal,
): Promise<ExitCode> {
  const format = input.value("format") === "json" ? "json" : "text";
  const { chunks, size, name } = openInput(path, terminal);
  const progress = createProgress(terminal, size, Date.now);
  const lines = readLines(counted(chunks, progress), defaultLimits.requestLength);
  const requests = readRequests(lines, name, [".jsonl", ".ndjson"].includes(extname(path)));
  const options = { engine, explain: input.has("explain"), format, colours: terminal.out.colours } as const;
  try {
    const tally = await answerAll(requests, options, terminal);
    if (tally.total === 0)
      throw new UsageError(`there is no request in ${name}`, "write one as JSON, or many as JSON Lines");
    if (format === "text" && tally.total > 1) await terminal.err.write(`${summary(tally)}\n`);
    return tally.exitCode;
  } finally {
    progress.stop();
  }
}

/** Options that a request brings itself. */
export function refuseOtherOptions(input: Invocation): void {
  const given = others.find((option) => input.value(option) !== undefined);
  if (given !== undefined) throw new UsageError(`--${given} does not go with --request`, "write it into the request");
  if (input.arguments.length > 0) {
    throw new UsageError(
      "SUBJECT ACTION RESOURCE do not go with --request",
      "leave them away, or leave --request away",
    );
  }
}

interface Tally {
  readonly total: number;
  readonly allowed: number;
  readonly unasked: number;
  readonly exitCode: ExitCode;
}

type Shared = Omit<AnswerOptions, "isOnly">;

async function answerAll(requests: AsyncGenerator<RequestText>, shared: Shared, { out }: Terminal): Promise<Tally> {
  let tally: Tally = { total: 0, allowed: 0, unasked: 0, exitCode: 0 };
  const give = async (request: RequestText, isOnly: boolean): Promise<void> => {
    const given = answer(request, { ...shared, isOnly });
    tally = add(tally, given);
    await out.write(given.text);
  };
  const first = await requests.next();
  if (first.done === true) return tally;
  // Text for one request is another than for many; JSON is the same, and so it need not wait for the second.
  const second = shared.format === "json" ? undefined : await requests.next();
  await give(first.value, second?.done === true);
  if (second !== undefined && second.done !== true) await give(second.value, false);
  for await (const request of requests) await give(request, false);
  return tally;
}

function add(tally: Tally, { exitCode }: Answer): Tally {
  return {
    total: tally.total + 1,
    allowed: tally.allowed + (exitCode === 0 ? 1 : 0),
    unasked: tally.unasked + (exitCode === 2 ? 1 : 0),
    exitCode: exitCode > tally.exitCode ? exitCode : tally.exitCode,
  };
}

function summary({ total, allowed, unasked }: Tally): string {
  const parts = [`${allowed} allowed`, `${total - allowed - unasked} not`];
  if (unasked > 0) parts.push(`${unasked} could not be asked`);
  return `${count(total, "request")}: ${parts.join(", ")}`;
}

function openInput(
  path: string,
  terminal: Terminal,
): { readonly chunks: AsyncIterable<Uint8Array>; readonly size: number | undefined; readonly name: string } {
  if (path === "-") return { chunks: terminal.input, size: undefined, name: "standard input" };
  const status = statSync(path, { throwIfNoEntry: false });
  return { chunks: readFile(path), size: status?.isFile() === true ? status.size : undefined, name: path };
}

async function* readFile(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw new InputError("the request could not be read", [await refused(path, error)], []);
  }
}

async function* counted(chunks: AsyncIterable<Uint8Array>, progress: Progress): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    yield chunk;
    await progress.advance(chunk.length);
  }
}
