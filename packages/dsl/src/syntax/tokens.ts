import { createToken, Lexer, type ITokenConfig, type TokenType } from "chevrotain";
import { matchBlockComment, matchQuotedName, matchQuotedString, matchSingleQuoted } from "./delimited.ts";

// ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Whatever can be a name: a plain word, a backquoted one, and every keyword but `true` and `false` where the grammar does not expect it. */
export const Name: TokenType = createToken({ name: "Name", pattern: Lexer.NA, label: "a name" });
export const PlainName: TokenType = createToken({
  name: "PlainName",
  pattern: /[A-Za-z_][A-Za-z0-9_]*/,
  categories: [Name],
});
export const QuotedName: TokenType = createToken({
  name: "QuotedName",
  pattern: matchQuotedName,
  start_chars_hint: ["`"],
  line_breaks: false,
  categories: [Name],
});

/** `string number boolean time duration ip` */
export const ScalarType: TokenType = createToken({ name: "ScalarType", pattern: Lexer.NA });
/** `allow deny` */
export const Effect: TokenType = createToken({ name: "Effect", pattern: Lexer.NA, label: "`allow` or `deny`" });
/** `never always` */
export const ClaimMode: TokenType = createToken({ name: "ClaimMode", pattern: Lexer.NA, label: "`never` or `always`" });
/** `when unless` */
export const GuardMode: TokenType = createToken({ name: "GuardMode", pattern: Lexer.NA, label: "`when` or `unless`" });

// prettier-ignore
const plainWords = [
  "subject", "group", "resource", "role", "context", "token", "assurance", "require", "scope", "endpoint", "exclusive",
  "test", "fixture", "as", "of", "in", "sensitive", "set", "action", "includes", "for", "if", "all", "anyone", "but", "not",
  "and", "or", "to", "on", "because", "none", "covers", "is", "public", "active", "at", "most", "acr", "amr", "within",
  "has", "like", "contains", "any", "true", "false", "from", "until", "anonymous", "can", "cannot", "with", "roles",
] as const;
const scalarWords = ["string", "number", "boolean", "time", "duration", "ip"] as const;
const effectWords = ["allow", "deny"] as const;
const claimWords = ["never", "always"] as const;
const guardWords = ["when", "unless"] as const;

export type Word =
  | (typeof plainWords)[number]
  | (typeof scalarWords)[number]
  | (typeof effectWords)[number]
  | (typeof claimWords)[number]
  | (typeof guardWords)[number];

/** Token types of the keywords; the lexer finds words, and only then looks whether they are one of these. */
export const word: Readonly<Record<Word, TokenType>> = Object.fromEntries([
  ...keywords(plainWords, []),
  ...keywords(scalarWords, [ScalarType]),
  ...keywords(effectWords, [Effect]),
  ...keywords(claimWords, [ClaimMode]),
  ...keywords(guardWords, [GuardMode]),
]) as Record<Word, TokenType>;

/** The same, for words that come from a text. */
export const keywordTypes: ReadonlyMap<string, TokenType> = new Map(Object.entries(word));

function keywords(words: readonly Word[], kinds: readonly TokenType[]): readonly (readonly [Word, TokenType])[] {
  return words.map((text) => {
    const label = `\`${text}\``;
    const name = text.toUpperCase();
    if (text === "true" || text === "false") return [text, createToken({ name, label, pattern: Lexer.NA })];
    return [text, createToken({ name, label, pattern: Lexer.NA, categories: [Name, ...kinds] })];
  });
}

// ── Literals ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export const StringLiteral: TokenType = createToken({
  name: "String",
  label: 'a string in "double quotes"',
  pattern: matchQuotedString,
  start_chars_hint: ['"'],
  line_breaks: false,
});
/** Everything that looks like a number; told apart, and checked, after lexing. */
export const Numeric: TokenType = createToken({
  name: "Numeric",
  pattern: /\.?[0-9](?:[eE][+-](?=[0-9])|[0-9A-Za-z_.])*/,
});
export const NumberLiteral: TokenType = createToken({ name: "Number", label: "a number", pattern: Lexer.NA });
export const DurationLiteral: TokenType = createToken({
  name: "Duration",
  label: "a duration such as `15m`",
  pattern: Lexer.NA,
});

// ── Signs ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** `== != < <= > >=` */
export const Comparison: TokenType = createToken({ name: "Comparison", pattern: Lexer.NA });

export const LBrace: TokenType = sign("LBrace", "{");
export const RBrace: TokenType = sign("RBrace", "}");
export const LParen: TokenType = sign("LParen", "(");
export const RParen: TokenType = sign("RParen", ")");
export const LBracket: TokenType = sign("LBracket", "[");
export const RBracket: TokenType = sign("RBracket", "]");
export const Comma: TokenType = sign("Comma", ",");
export const Colon: TokenType = sign("Colon", ":");
export const Question: TokenType = sign("Question", "?");
export const Bar: TokenType = sign("Bar", "|");
export const Dot: TokenType = sign("Dot", ".");
export const Star: TokenType = sign("Star", "*");
export const Plus: TokenType = sign("Plus", "+");
export const Minus: TokenType = sign("Minus", "-");
export const Assign: TokenType = sign("Assign", "=");

const comparisons: readonly TokenType[] = [
  sign("Equal", "==", Comparison),
  sign("NotEqual", "!=", Comparison),
  sign("LessOrEqual", "<=", Comparison),
  sign("MoreOrEqual", ">=", Comparison),
  sign("Less", "<", Comparison),
  sign("More", ">", Comparison),
];

function sign(name: string, text: string, category?: TokenType): TokenType {
  const config: ITokenConfig = { name, pattern: text, label: `\`${text}\`` };
  return createToken(category === undefined ? config : { ...config, categories: [category] });
}

// ── What other languages have: lexed as a whole, so that one mistake stays one ───────────────────────────────────────

export const BlockComment: TokenType = createToken({
  name: "BlockComment",
  pattern: matchBlockComment,
  start_chars_hint: ["/"],
  line_breaks: true,
});
export const BlockCommentEnd: TokenType = createToken({ name: "BlockCommentEnd", pattern: "*/" });
export const HashComment: TokenType = createToken({ name: "HashComment", pattern: /#[^\n]*/, line_breaks: false });
export const SingleQuoted: TokenType = createToken({
  name: "SingleQuoted",
  pattern: matchSingleQuoted,
  start_chars_hint: ["'"],
  line_breaks: false,
});
export const Semicolon: TokenType = createToken({ name: "Semicolon", pattern: ";" });
/** Operators that a word or another sign stands for here. */
export const ForeignOperator: TokenType = createToken({
  name: "ForeignOperator",
  pattern: /===|!==|<>|=>|=<|&&?|\|\||!(?!=)/,
});
/** Beyond ASCII: letters of a word, typographic quotes, invisible characters; sorted out after lexing. */
export const Foreign: TokenType = createToken({
  name: "Foreign",
  pattern: /[\u0080-\uFFFF][A-Za-z0-9_\u0080-\uFFFF]*/,
  line_breaks: false,
});
/** Any other character; also what is left of something that has been reported and cannot be read. */
export const Stray: TokenType = createToken({ name: "Stray", pattern: /[!-~]/ });

export const Comment: TokenType = createToken({ name: "Comment", pattern: /\/\/[^\n]*/, line_breaks: false });
/** Other control characters are passed over here: the check of characters reports them. */
export const Space: TokenType = createToken({
  name: "Space",
  // oxlint-disable-next-line no-control-regex -- that is what it is about
  pattern: /[\x00-\x20\x7F]+/,
  group: Lexer.SKIPPED,
  line_breaks: true,
});

/** In the order in which the lexer tries them: a longer sign before its beginning. */
// prettier-ignore
export const lexedTypes: TokenType[] = [
  Space, PlainName, Comment, BlockComment, BlockCommentEnd, StringLiteral, QuotedName, SingleQuoted, Numeric,
  HashComment, Semicolon, ForeignOperator, ...comparisons,
  LBrace, RBrace, LParen, RParen, LBracket, RBracket, Comma, Colon, Question, Bar, Dot, Star, Plus, Minus, Assign,
  Foreign, Stray,
];

/** What the parser can meet. */
// prettier-ignore
export const vocabulary: TokenType[] = [
  Name, ScalarType, Effect, ClaimMode, GuardMode, Comparison, NumberLiteral, DurationLiteral,
  ...keywordTypes.values(),
  ...lexedTypes.filter((type) => type.GROUP === undefined),
];
