import type { Json } from "@authz/model";
import { readStrictJson } from "../encoding/strict-json.ts";

/** An answer that may be anything: what of it is taken. */
export interface AnswerLimits {
  /** Media types that it may be of; `application/json` need not be named where JSON is read. */
  readonly types: readonly string[];
  /** Bytes, unpacked. */
  readonly length: number;
}

export type Answer =
  | { readonly ok: true; readonly data: Json; readonly headers: Headers }
  | { readonly ok: false; readonly problem: string };

/** Reads an answer of status 200 that is JSON, strictly and no further than the limit. Says in words why it is none. */
export async function readAnswer(response: Response, limits: AnswerLimits): Promise<Answer> {
  const read = await readBytes(response, { ...limits, types: ["application/json", ...limits.types] }, "JSON");
  if (!read.ok) return read;
  const parsed = readStrictJson(read.bytes);
  if (!parsed.ok) return { ok: false, problem: `the answer ${parsed.problem}` };
  return { ok: true, data: parsed.data, headers: read.headers };
}

export type AnswerBytes =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly headers: Headers }
  | { readonly ok: false; readonly problem: string };

/** Reads an answer of status 200 and of one of the types, no further than the limit. `what` names the type in words. */
export async function readBytes(response: Response, limits: AnswerLimits, what: string): Promise<AnswerBytes> {
  const problem = headProblem(response, limits, what);
  if (problem !== undefined) {
    await response.body?.cancel().catch(() => undefined);
    return { ok: false, problem };
  }
  const bytes = await readBody(response, limits.length);
  if (bytes === undefined) return { ok: false, problem: `the answer is longer than ${limits.length} bytes` };
  return { ok: true, bytes, headers: response.headers };
}

function headProblem({ status, headers }: Response, { types }: AnswerLimits, what: string): string | undefined {
  if (status >= 300 && status < 400) return `it redirects (${status}), and no redirect is followed`;
  if (status !== 200) return `the answer has the status ${status}`;
  const type = headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  return types.includes(type) ? undefined : `the answer is of another type than ${what}`;
}

async function readBody(response: Response, limit: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const next = await reader?.read();
    if (next === undefined || next.done) break;
    const chunk = next.value as Uint8Array;
    length += chunk.length;
    if (length > limit) {
      await reader?.cancel().catch(() => undefined);
      return undefined;
    }
    chunks.push(chunk);
  }
  const body = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
}

/** Why nothing came at all: in words, without what a foreign error may quote. */
export function silence(error: unknown, seconds: number): string {
  const name = error instanceof Error ? error.name : "";
  return name === "TimeoutError" || name === "AbortError"
    ? `no answer came within ${seconds} seconds`
    : "no connection was made, or it broke";
}
