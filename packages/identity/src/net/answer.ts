import type { Json } from "@authz/model";
import { parseStrictJson } from "../encoding/strict-json.ts";

/** An answer that may be anything: what of it is taken. */
export interface AnswerLimits {
  /** Media types that are JSON here, besides `application/json`. */
  readonly types: readonly string[];
  /** Bytes, unpacked. */
  readonly length: number;
}

export type Answer =
  | { readonly ok: true; readonly data: Json; readonly headers: Headers }
  | { readonly ok: false; readonly problem: string };

/** Reads an answer of status 200 that is JSON, strictly and no further than the limit. Says in words why it is none. */
export async function readAnswer(response: Response, limits: AnswerLimits): Promise<Answer> {
  const problem = headProblem(response, limits);
  if (problem !== undefined) {
    await response.body?.cancel().catch(() => undefined);
    return { ok: false, problem };
  }
  const body = await readBody(response, limits.length);
  if (body === undefined) return { ok: false, problem: `the answer is longer than ${limits.length} bytes` };
  const data = parseStrictJson(body);
  if (data === undefined) return { ok: false, problem: "the answer is no JSON, or has a name twice" };
  return { ok: true, data, headers: response.headers };
}

function headProblem({ status, headers }: Response, { types }: AnswerLimits): string | undefined {
  if (status >= 300 && status < 400) return `it redirects (${status}), and no redirect is followed`;
  if (status !== 200) return `the answer has the status ${status}`;
  const type = headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  return ["application/json", ...types].includes(type) ? undefined : "the answer is of another type than JSON";
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
