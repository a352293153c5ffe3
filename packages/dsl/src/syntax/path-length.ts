import { join } from "@authz/model";
import type { IToken } from "chevrotain";
import { pathTooLong } from "../diagnostics/syntax/path-too-long.ts";
import type { Findings } from "./findings.ts";
import { spanOf } from "./lex.ts";
import { Dot } from "./tokens.ts";

/** Steps of a path, each of which is a dot. A long path can be parsed, so nothing else is affected. */
export function limitPaths(tokens: readonly IToken[], limit: number, findings: Findings): void {
  let steps = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.tokenType !== Dot) continue;
    steps = tokens[index - 2]?.tokenType === Dot ? steps + 1 : 1;
    if (steps <= limit || tokens[index + 2]?.tokenType === Dot) continue;
    const span = join(spanOf(tokens[index - 2 * steps + 1]), spanOf(tokens[index + 1]));
    findings.report(pathTooLong, span, { steps, limit });
  }
}
