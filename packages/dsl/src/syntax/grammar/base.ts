import { EmbeddedActionsParser, isRecognitionException, MismatchedTokenException, tokenLabel } from "chevrotain";
import type { IToken, ParserMethod, TokenType } from "chevrotain";
import type { Span } from "@authz/model";
import type { Findings } from "../findings.ts";
import type { Layout } from "../layout.ts";
import { textOf } from "../literals.ts";
import { explainFailure, reportUnclosed } from "../mistakes.ts";
import { closesBlock, nextStart, type Unit } from "../resynchronise.ts";
import { Colon, Name, RBrace, StringLiteral, vocabulary, word } from "../tokens.ts";
import type { StringNode, Name as NameNode } from "../tree.ts";
import type { Trivia } from "../trivia.ts";

/** What is parsed at the moment; the parser itself is made once and keeps nothing of it. */
export interface Input {
  readonly text: string;
  readonly tokens: readonly IToken[];
  readonly trivia: Trivia;
  readonly layout: Layout;
  readonly findings: Findings;
}

export type Rule<T, Arguments extends unknown[] = []> = ParserMethod<Arguments, T>;

/** One kind of thing of which a block holds many, and how to go on after a mistake in one. */
export interface Block<T> {
  readonly rule: Rule<T>;
  readonly unit: Unit;
}

/**
 * What all productions need. Parser methods run once while the parser is made, to record the grammar, with tokens that stand
 * for any token; what they compute from tokens must bear that.
 *
 * Mistakes travel as chevrotain's exceptions, whose message is what was expected, up to the nearest {@link repeat}.
 */
export abstract class GrammarBase extends EmbeddedActionsParser {
  /** Index of the last token taken. */
  declare protected currIdx: number;
  protected current: Input | undefined;

  constructor() {
    super(vocabulary, {
      maxLookahead: 1,
      recoveryEnabled: false,
      skipValidations: true,
      errorMessageProvider: {
        buildMismatchTokenMessage: ({ expected }) => tokenLabel(expected),
        buildNotAllInputParsedMessage: () => "the end of the file",
        buildNoViableAltMessage: ({ customUserDescription }) => customUserDescription ?? "something else",
        buildEarlyExitMessage: ({ customUserDescription }) => customUserDescription ?? "something else",
      },
    });
  }

  protected start(): number {
    return this.LA(1).startOffset;
  }

  /** From an offset to the end of the last token taken. */
  protected spanFrom(start: number): Span {
    const last = this.LA(0);
    return { start, end: last.startOffset + last.image.length };
  }

  protected tokenSpan(token: IToken): Span {
    return { start: token.startOffset, end: token.startOffset + token.image.length };
  }

  /** The doc comment before the next token, to be spread into a node. */
  protected doc(): { readonly doc?: string } {
    const doc = this.current?.trivia.docs.get(this.currIdx + 1);
    return doc === undefined ? {} : { doc };
  }

  protected is(type: TokenType, ahead = 1): boolean {
    const token = this.LA(ahead);
    return token.tokenType === type || (token.tokenType.CATEGORIES ?? []).includes(type);
  }

  /** Name */
  protected name(index: number, expected: string): NameNode {
    return this.nameOf(this.consume(index, Name, { ERR_MSG: expected }));
  }

  protected nameOf(token: IToken): NameNode {
    return {
      kind: "name",
      span: this.tokenSpan(token),
      text: textOf(token),
      quoted: token.image.startsWith("`"),
    };
  }

  /** STRING */
  protected string(index: number, expected: string): StringNode {
    const token = this.consume(index, StringLiteral, { ERR_MSG: expected });
    return { kind: "string", span: this.tokenSpan(token), value: textOf(token) };
  }

  /** As the last alternative of a choice: none of the others can begin here. */
  protected fail(expected: string): never {
    if (this.RECORDING_PHASE) return undefined as never;
    throw new MismatchedTokenException(expected, this.LA(1), this.LA(0));
  }

  /** A production; its parameters are absent while the grammar is recorded. */
  protected production<T, Arguments extends unknown[] = []>(
    name: string,
    body: (...given: Arguments) => T,
  ): Rule<T, Arguments> {
    return this.RULE(name, body);
  }

  /** A choice by the next token: the first that can begin with it. */
  protected oneOf<T>(index: number, alternatives: readonly (() => T)[]): T {
    return this.or(index, { DEF: alternatives.map((ALT) => ({ ALT })), IGNORE_AMBIGUITIES: true }) as T;
  }

  /** A choice that takes more than one token to make; `kind` must not name an alternative that cannot begin here. */
  protected choose<Kind extends string, T>(kind: () => Kind, alternatives: Readonly<Record<Kind, () => T>>): T {
    if (!this.RECORDING_PHASE) return alternatives[kind()]();
    return this.oneOf(9, Object.values(alternatives));
  }

  /** `Name ":"` before one of the words */
  protected isLabelled(...types: readonly TokenType[]): boolean {
    return this.is(Name) && this.is(Colon, 2) && types.some((type) => this.is(type, 3));
  }

  /** `{ item }` until `ends`, each mistake reported and passed over. */
  protected repeat<T>(block: Block<T>, ends: () => boolean): readonly T[] {
    const items: T[] = [];
    if (this.RECORDING_PHASE) {
      this.many(9, () => items.push(this.subrule(9, block.rule)));
      return items;
    }
    while (!ends()) {
      const item = this.attempt(block);
      if (item !== undefined) items.push(item);
    }
    return items;
  }

  /** `"{" { item } "}"` after the brace: a missing `}` is reported at the place where it most likely belongs. */
  protected closeBlock(index: number, open: IToken): void {
    if (this.RECORDING_PHASE || this.is(RBrace)) this.consume(index, RBrace);
    else if (this.current !== undefined) reportUnclosed(this.current, open, this.currIdx + 1);
  }

  protected endsBlock(open: number): boolean {
    if (this.is(RBrace) || this.currIdx + 1 >= this.inputLength()) return true;
    return this.current !== undefined && closesBlock(this.current, open, this.currIdx + 1);
  }

  protected inputLength(): number {
    return this.current?.tokens.length ?? 0;
  }

  private attempt<T>(block: Block<T>): T | undefined {
    const first = this.currIdx + 1;
    try {
      return this.subrule(9, block.rule);
    } catch (error) {
      if (!(error instanceof Error) || !isRecognitionException(error) || this.current === undefined) throw error;
      const failure = { first, at: this.currIdx + 1, expected: error.message, unit: block.unit };
      const next = nextStart(this.current, failure);
      explainFailure(this.current, failure, next);
      this.currIdx = next - 1;
      return undefined;
    }
  }
}

/** Words that begin a labelled statement after `name:`. */
export const labelled: readonly TokenType[] = [word.allow, word.deny, word.require, word.never, word.always];
