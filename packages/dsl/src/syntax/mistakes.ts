import type { Span } from "@authz/model";
import type { IToken } from "chevrotain";
import { chainedComparison } from "../diagnostics/syntax/chained-comparison.ts";
import { foreignOperator } from "../diagnostics/syntax/foreign-operator.ts";
import { notAPath } from "../diagnostics/syntax/not-a-path.ts";
import { unclosedBlock } from "../diagnostics/syntax/unclosed-block.ts";
import { unexpected } from "../diagnostics/syntax/unexpected.ts";
import type { Findings } from "./findings.ts";
import type { Layout } from "./layout.ts";
import type { Failure } from "./resynchronise.ts";

export interface Parsed {
  readonly text: string;
  readonly tokens: readonly IToken[];
  readonly layout: Layout;
  readonly findings: Findings;
}

export function explainFailure(input: Parsed, failure: Failure, _next: number): void {
  const { tokens, findings } = input;
  const first = tokens[failure.first];
  const found = tokens[failure.at];
  const seen = {
    start: first?.startOffset ?? input.text.length,
    end: found === undefined ? input.text.length : endOf(found),
  };
  if (findings.touches(seen)) return;
  findings.report(unexpected, placeOf(input, failure.at), {
    expected: failure.expected,
    found: found?.image ?? "the end of the file",
  });
}

export function reportUnclosed(input: Parsed, open: IToken, at: number): void {
  const place = placeOf(input, at);
  if (input.findings.touches({ start: open.startOffset, end: place.end })) return;
  input.findings.report(
    unclosedBlock,
    place,
    {},
    {
      related: [{ span: { start: open.startOffset, end: endOf(open) }, message: "it begins here" }],
    },
  );
}

export function reportAssignment(input: Parsed, token: IToken): void {
  input.findings.report(
    foreignOperator,
    { start: token.startOffset, end: endOf(token) },
    { text: "=", write: "==" },
    { suggestion: "==" },
  );
}

export function reportChain(input: Parsed, token: IToken): void {
  input.findings.report(chainedComparison, { start: token.startOffset, end: endOf(token) }, { operator: token.image });
}

export function reportNoPath(input: Parsed, span: Span, operator: string): void {
  input.findings.report(notAPath, span, { operator });
}

/** The token that does not fit; where something is missing at the end of a line, the place behind the token before. */
function placeOf(input: Parsed, at: number): Span {
  const found = input.tokens[at];
  const previous = input.tokens[at - 1];
  if (found !== undefined && (previous === undefined || !input.layout.beginsLine(at))) {
    return { start: found.startOffset, end: endOf(found) };
  }
  const end = previous === undefined ? 0 : endOf(previous);
  return { start: end, end };
}

function endOf(token: IToken): number {
  return token.startOffset + token.image.length;
}
