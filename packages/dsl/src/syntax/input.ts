import type { IToken } from "chevrotain";
import type { Findings } from "./findings.ts";
import type { Layout } from "./layout.ts";
import type { Trivia } from "./trivia.ts";

/** What the parser works on: one file, lexed. */
export interface Input {
  readonly text: string;
  readonly tokens: readonly IToken[];
  readonly trivia: Trivia;
  readonly layout: Layout;
  readonly findings: Findings;
}
