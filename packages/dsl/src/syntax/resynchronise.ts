import { suggest } from "@authz/model";
import type { IToken, TokenType } from "chevrotain";
import type { Layout } from "./layout.ts";
import { foreignDeclarations } from "./foreign-words.ts";
import {
  Colon,
  LBrace,
  Name,
  PlainName,
  Question,
  RBrace,
  ScalarType,
  StringLiteral,
  word,
  type Word,
} from "./tokens.ts";

/** What a mistake takes with it: the smallest thing of its kind that it stands in. */
export type Unit = "declaration" | "member" | "attribute" | "clause" | "fact" | "statement";

/** A mistake: where the unit begins, the token that does not fit, and what would have. */
export interface Failure {
  readonly first: number;
  readonly at: number;
  readonly expected: string;
  readonly unit: Unit;
  /** Where the unit before this one began, in the same block. */
  readonly previous: number | undefined;
  /** The brace of the block, when the unit stands in one. */
  readonly open: number | undefined;
  /** What stands there begins something else: it is not in the way, something before it is missing. */
  readonly isGap?: boolean;
}

interface Tokens {
  readonly tokens: readonly IToken[];
  readonly layout: Layout;
}

const topLevelWords: readonly Word[] = [
  ...(["subject", "group", "resource", "context", "token", "assurance", "never", "always"] as const),
  ...(["scope", "endpoint", "exclusive", "test", "fixture"] as const),
];
const bothWords: readonly Word[] = ["role", "allow", "deny", "require"];

const topLevelTypes = typesOf(topLevelWords);
const declarationTypes = typesOf([...topLevelWords, ...bothWords]);
const labelledTypes = typesOf(["allow", "deny", "require", "never", "always"]);
const memberTypes = typesOf(["role", "action", "allow", "deny", "require", "sensitive"]);
const clauseTypes = typesOf(["acr", "amr", "within"]);

/** The words with which something begins, for suggestions. */
export function startWords(unit: Unit): readonly string[] {
  if (unit === "member") return [...bothWords, "action", "sensitive"];
  return unit === "clause" ? ["acr", "amr", "within"] : [...topLevelWords, ...bothWords];
}

/** Does the word begin a declaration that a unit of this kind cannot be? */
export function isMisplaced(type: TokenType, unit: Unit): boolean {
  if (unit === "attribute") return declarationTypes.has(type);
  return unit !== "declaration" && topLevelTypes.has(type);
}

/** The token where parsing goes on: always behind the mistake, and behind the unit's first token. */
export function nextStart(input: Tokens, failure: Failure): number {
  const { tokens } = input;
  const behind = lostBlock(input, failure);
  let depth = behind === undefined ? depthBetween(tokens, failure.first, failure.at) : 0;
  for (let at = behind ?? failure.at; at < tokens.length; at++) {
    if (at > failure.first && isStart(input, at, failure, depth)) return at;
    const type = tokens[at]?.tokenType;
    if (type === LBrace) depth++;
    if (type !== RBrace) continue;
    if (depth === 0 && failure.unit !== "declaration") return Math.max(at, failure.first);
    depth = Math.max(0, depth - 1);
  }
  return tokens.length;
}

/**
 * Where `{` is missing, what stands deeper up to a `}` in the column of the unit is a block nevertheless: the token behind it.
 */
export function lostBlock({ tokens, layout }: Tokens, failure: Failure): number | undefined {
  const { at, first, previous, open } = failure;
  const indent = Math.min(
    layout.indent(first),
    at === first && previous !== undefined ? layout.indent(previous) : Infinity,
  );
  if (open !== undefined && indent <= layout.indent(open)) return undefined;
  let depth = 0;
  for (let index = at; index < tokens.length; index++) {
    const type = tokens[index]?.tokenType;
    const isLeft = layout.beginsLine(index) && layout.column(index) <= indent;
    if (type === RBrace && isLeft && depth === 0) return layout.column(index) === indent ? index + 1 : undefined;
    if (isLeft && type !== RBrace && index > first) return undefined;
    if (type === LBrace) depth++;
    if (type === RBrace) depth = Math.max(0, depth - 1);
  }
  return undefined;
}

/** The token before which a block most likely ends, when its brace is missing or what stands in it makes no sense. */
export function likelyEnd(input: Tokens, open: number, from: number, to: number): number | undefined {
  const { layout, tokens } = input;
  const indent = layout.indent(open);
  // Only indentation tells what belongs to the block.
  if (!layout.beginsLine(open + 1) || layout.column(open + 1) <= indent) return undefined;
  for (let at = from; at <= to && at < tokens.length; at++) {
    if (layout.column(at) <= indent && beginsDeclaration(input, at)) return at;
  }
  return undefined;
}

/** Does a block end before this token, since nothing in it can begin so? */
export function cannotBelong(input: Tokens, open: number, at: number, unit: Unit): boolean {
  if (unit === "fact" || unit === "statement") return false;
  const type = input.tokens[at]?.tokenType;
  if (type === undefined || !input.layout.beginsLine(at)) return false;
  const types = unit === "member" ? topLevelTypes : declarationTypes;
  return types.has(type) && input.layout.column(at) <= input.layout.indent(open);
}

/** Does something of this unit, or what holds it, begin at this token? */
export function isStart(input: Tokens, at: number, failure: Pick<Failure, "first" | "unit">, depth: number): boolean {
  const { layout } = input;
  if (!layout.beginsLine(at)) return false;
  const left = layout.column(at) <= layout.indent(failure.first);
  const type = input.tokens[at]?.tokenType;
  if (type === undefined) return false;
  if (left && depth === 0 && resemblesStart(input.tokens, at, failure.unit)) return true;
  if (failure.unit === "declaration") return (depth === 0 || left) && beginsDeclaration(input, at);
  if (layout.column(at) < layout.indent(failure.first) && beginsDeclaration(input, at)) return true;
  return depth === 0 && beginsUnit(type, input.tokens[at + 1]?.tokenType, failure.unit);
}

function beginsUnit(type: TokenType, next: TokenType | undefined, unit: Exclude<Unit, "declaration">): boolean {
  switch (unit) {
    case "attribute":
      if (next === Colon || next === Question || isTypeWord(next)) return true;
      return type === word.sensitive || declarationTypes.has(type);
    case "member":
      return (
        isTypeWord(next) || next === Colon || next === Question || memberTypes.has(type) || topLevelTypes.has(type)
      );
    case "clause":
      return clauseTypes.has(type);
    case "fact":
    case "statement":
      return true;
  }
}

/** `amount number` is an attribute without its colon. */
function isTypeWord(type: TokenType | undefined): boolean {
  return type === word.set || type?.CATEGORIES?.includes(ScalarType) === true;
}

/** A misspelt first word, or that of another language: a mistake of its own. */
function resemblesStart(tokens: readonly IToken[], at: number, unit: Unit): boolean {
  const token = tokens[at];
  if (token?.tokenType !== PlainName || (unit !== "declaration" && unit !== "member")) return false;
  const next = tokens[at + 1]?.tokenType;
  if (next === undefined || !(next === StringLiteral || next === LBrace || next.CATEGORIES?.includes(Name)))
    return false;
  return foreignDeclarations.has(token.image) || suggest(token.image, startWords(unit)) !== undefined;
}

function beginsDeclaration({ tokens, layout }: Tokens, at: number): boolean {
  const type = tokens[at]?.tokenType;
  if (type === undefined || !layout.beginsLine(at)) return false;
  const statement = tokens[at + 2]?.tokenType;
  const labelled = tokens[at + 1]?.tokenType === Colon && statement !== undefined && labelledTypes.has(statement);
  return labelled || declarationTypes.has(type);
}

/** How many braces are open at `to` that were opened from `from` on. */
export function depthBetween(tokens: readonly IToken[], from: number, to: number): number {
  let depth = 0;
  for (let at = from; at < to; at++) {
    const type = tokens[at]?.tokenType;
    if (type === LBrace) depth++;
    if (type === RBrace) depth = Math.max(0, depth - 1);
  }
  return depth;
}

function typesOf(words: readonly Word[]): ReadonlySet<TokenType> {
  return new Set(words.map((text) => word[text]));
}
