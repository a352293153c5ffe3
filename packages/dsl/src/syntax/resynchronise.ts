import type { IToken } from "chevrotain";
import type { Layout } from "./layout.ts";
import { Colon, keywordTypes, LBrace, Question, RBrace, word, type Word } from "./tokens.ts";

/** What a mistake takes with it: the smallest thing of its kind that it stands in. */
export type Unit = "declaration" | "member" | "attribute" | "clause" | "fact" | "statement";

/** A mistake: where the unit begins, the token that does not fit, and what would have. */
export interface Failure {
  readonly first: number;
  readonly at: number;
  readonly expected: string;
  readonly unit: Unit;
}

interface Tokens {
  readonly tokens: readonly IToken[];
  readonly layout: Layout;
}

const declarationWords: readonly Word[] = [
  ...(["subject", "group", "resource", "role", "context", "token", "assurance", "allow", "deny", "require"] as const),
  ...(["never", "always", "scope", "endpoint", "exclusive", "test", "fixture"] as const),
];
const declarationTypes = new Set(declarationWords.map((text) => word[text]));
const statementTypes = new Set([word.allow, word.deny, word.require, word.never, word.always]);
const memberTypes = new Set([word.role, word.action, word.allow, word.deny, word.require, word.sensitive]);
const clauseTypes = new Set([word.acr, word.amr, word.within]);

/** The token where parsing goes on: always after the mistake, and after the unit's first token. */
export function nextStart(input: Tokens, failure: Failure): number {
  let depth = depthBetween(input, failure.first, failure.at);
  for (let at = failure.at; at < input.tokens.length; at++) {
    const token = input.tokens[at];
    if (at > failure.first && isStart(input, at, failure.unit, depth)) return at;
    if (token?.tokenType === LBrace) depth++;
    if (token?.tokenType === RBrace) {
      if (depth === 0 && failure.unit !== "declaration") return Math.max(at, failure.first);
      depth = Math.max(0, depth - 1);
    }
  }
  return input.tokens.length;
}

/** Does a block most likely end before this token, although its brace is missing? */
export function closesBlock(input: Tokens, open: number, at: number): boolean {
  return beginsDeclaration(input, at) && input.layout.column(at) <= input.layout.indent(open);
}

export function beginsDeclaration(input: Tokens, at: number): boolean {
  const type = input.tokens[at]?.tokenType;
  if (type === undefined || !input.layout.beginsLine(at)) return false;
  return declarationTypes.has(type) || isLabel(input, at);
}

function isStart(input: Tokens, at: number, unit: Unit, depth: number): boolean {
  if (!input.layout.beginsLine(at)) return false;
  if (unit === "declaration") return beginsDeclaration(input, at);
  if (depth > 0) return false;
  const type = input.tokens[at]?.tokenType;
  const next = input.tokens[at + 1]?.tokenType;
  switch (unit) {
    case "attribute":
      return next === Colon || next === Question || type === word.sensitive;
    case "member":
      return next === Colon || next === Question || (type !== undefined && memberTypes.has(type));
    case "clause":
      return type !== undefined && clauseTypes.has(type);
    case "fact":
    case "statement":
      return true;
  }
}

function isLabel(input: Tokens, at: number): boolean {
  const statement = input.tokens[at + 2]?.tokenType;
  return input.tokens[at + 1]?.tokenType === Colon && statement !== undefined && statementTypes.has(statement);
}

/** How many braces are open at `to` that were opened from `from` on. */
function depthBetween(input: Tokens, from: number, to: number): number {
  let depth = 0;
  for (let at = from; at < to; at++) {
    const type = input.tokens[at]?.tokenType;
    if (type === LBrace) depth++;
    if (type === RBrace) depth = Math.max(0, depth - 1);
  }
  return depth;
}

/** The words of a place, for suggestions. */
export const declarationKeywords: readonly string[] = [...declarationWords];
export const memberKeywords: readonly string[] = ["role", "action", "allow", "deny", "require", "sensitive"];
export const allKeywords: readonly string[] = [...keywordTypes.keys()];
