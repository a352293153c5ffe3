import type { Limits, Source } from "@authz/model";
import type { IToken } from "chevrotain";
import type { Collector } from "../diagnostics/collector.ts";
import { tooLong } from "../diagnostics/text/too-long.ts";
import { checkCharacters } from "./characters.ts";
import { createFindings } from "./findings.ts";
import { PolicyParser } from "./grammar/policy-parser.ts";
import { createLayout } from "./layout.ts";
import { lex } from "./lex.ts";
import { limitNesting } from "./nesting.ts";
import { limitPaths } from "./path-length.ts";
import type { SyntaxFile } from "./tree.ts";

/** A file with its tokens, for tools that print the text again. */
export interface ParsedFile {
  readonly file: SyntaxFile;
  readonly tokens: readonly IToken[];
}

/**
 * Text → syntax tree. Never throws, whatever the text. The tree holds what could be parsed; it is missing only when the text
 * is too long to be looked at.
 */
export function parseFile(source: Source, collector: Collector, limits: Limits): SyntaxFile | undefined {
  return parseTokens(source, collector, limits)?.file;
}

/** The same, with the tokens. */
export function parseTokens(source: Source, collector: Collector, limits: Limits): ParsedFile | undefined {
  const { text, name } = source;
  const findings = createFindings(source, collector, limits.diagnostics);
  if (text.length > limits.fileLength) {
    findings.report(tooLong, { start: 0, end: 0 }, { length: text.length, limit: limits.fileLength });
    return undefined;
  }
  checkCharacters(text, findings);
  const lexed = lex(source, findings, limits);
  if (lexed === undefined) return undefined;
  limitNesting(lexed.tokens, limits.nesting, findings);
  limitPaths(lexed.tokens, limits.pathSteps, findings);
  const { tokens, trivia } = lexed;
  const declarations = policyParser().parse({ text, tokens, trivia, findings, layout: createLayout(text, tokens) });
  const isTest = name.endsWith(".test.authz");
  return { file: { source, isTest, declarations, comments: trivia.comments }, tokens };
}

/** Made at the first use: analysing the grammar takes longer than most files. */
let parser: PolicyParser | undefined;

function policyParser(): PolicyParser {
  return (parser ??= new PolicyParser());
}
