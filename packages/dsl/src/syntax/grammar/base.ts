import { EmbeddedActionsParser, isRecognitionException, MismatchedTokenException, tokenLabel } from "chevrotain";
import type { IOrAlt, IToken, ParserMethod, TokenType } from "chevrotain";
import type { Span } from "@authz/model";
import type { Input } from "../input.ts";
import { textOf } from "../literals.ts";
import { explainFailure, reportUnclosed } from "../mistakes.ts";
import { earliest, type TakenName } from "../missing.ts";
import { cannotBelong, likelyEnd, nextStart, type Failure, type Unit } from "../resynchronise.ts";
import { LazyLookahead } from "./lazy-lookahead.ts";
import { Colon, LBrace, Name, RBrace, StringLiteral, vocabulary, word } from "../tokens.ts";
import type { StringNode, Name as NameNode } from "../tree.ts";

export type Rule<T, Arguments extends unknown[] = []> = ParserMethod<Arguments, T>;

/**
 * What all productions need. Parser methods run once while the parser is made, to record the grammar, with tokens that stand
 * for any token; what they compute from tokens must bear that.
 *
 * Mistakes travel as chevrotain's exceptions, whose message is what was expected, up to the nearest {@link repeat}.
 */
export abstract class GrammarBase extends EmbeddedActionsParser {
  /** Index of the last token taken. */
  declare protected currIdx: number;
  /** What is parsed at the moment: nothing else of a file is kept here. */
  protected current: Input | undefined;
  /** Names since the last unit that began a line. */
  private readonly takenNames: TakenName[] = [];

  /** `validate`: let chevrotain check the grammar, which takes time and is done by a test. */
  constructor(validate: boolean) {
    super(vocabulary, {
      maxLookahead: 1,
      lookaheadStrategy: new LazyLookahead({ maxLookahead: 1 }),
      recoveryEnabled: false,
      skipValidations: !validate,
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
    const token = this.consume(index, Name, { ERR_MSG: expected });
    if (!this.RECORDING_PHASE) this.takenNames.push({ index: this.currIdx, expected });
    return this.nameOf(token);
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
    const DEF = alternatives.map((ALT): IOrAlt<T> => ({ ALT }));
    return this.or<IOrAlt<T>[]>(index, { DEF, IGNORE_AMBIGUITIES: true });
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

  /** `{ item }` up to the end of the file, each mistake reported and passed over. */
  protected repeat<T extends Spanned>(rule: Rule<T>, unit: Unit, open?: number): readonly T[] {
    const items: T[] = [];
    if (this.RECORDING_PHASE || this.current === undefined) {
      this.many(9, () => items.push(this.subrule(9, rule)));
      return items;
    }
    let previous: number | undefined;
    while (!this.endsAt(this.currIdx + 1, unit, open)) {
      const first = this.currIdx + 1;
      const result = this.attempt(rule, { first, unit, previous, open });
      if (result === "closed") break;
      if (result === "reopened") items.pop();
      else if (result !== undefined) items.push(result);
      previous = first;
    }
    return fitted(items);
  }

  /** `"{" { item } "}"`; where the brace is missing, what most likely stands behind it is not part of the block. */
  protected block<T extends Spanned>(rule: Rule<T>, unit: Unit): readonly T[] {
    this.consume(9, LBrace);
    const open = this.currIdx;
    const items = this.repeat(rule, unit, open);
    const input = this.current;
    if (this.RECORDING_PHASE || input === undefined || this.is(RBrace)) {
      this.consume(9, RBrace);
      return items;
    }
    const end = likelyEnd(input, open, open + 1, this.currIdx + 1) ?? this.currIdx + 1;
    reportUnclosed(input, open, end);
    this.currIdx = end - 1;
    const offset = input.tokens[end]?.startOffset ?? Infinity;
    return items.filter((item) => item.span.start < offset);
  }

  private endsAt(next: number, unit: Unit, open: number | undefined): boolean {
    const input = this.current;
    if (input === undefined || next >= input.tokens.length) return true;
    return open !== undefined && (this.is(RBrace) || cannotBelong(input, open, next, unit));
  }

  private attempt<T>(
    rule: Rule<T>,
    unit: Pick<Failure, "first" | "unit" | "previous" | "open">,
  ): T | undefined | Recovery {
    if (this.current?.layout.beginsLine(unit.first) === true) this.takenNames.length = 0;
    try {
      return this.subrule(9, rule);
    } catch (error) {
      if (!(error instanceof Error) || !isRecognitionException(error) || this.current === undefined) throw error;
      return this.recover(this.current, { ...unit, at: this.currIdx + 1, expected: error.message });
    }
  }

  private recover(input: Input, mistake: Failure): undefined | Recovery {
    const { open } = mistake;
    const end = open === undefined ? undefined : likelyEnd(input, open, mistake.first, mistake.at);
    if (end !== undefined) {
      this.currIdx = end - 1;
      return "closed";
    }
    const failure = earliest(input, mistake, this.takenNames);
    explainFailure(input, failure);
    if (input.findings.isFull()) {
      this.currIdx = input.tokens.length - 1;
      return undefined;
    }
    const reopened = failure.first < mistake.first && input.layout.beginsLine(failure.at);
    const from = { ...mistake, at: Math.max(failure.at, mistake.first) };
    this.currIdx = (reopened ? failure.at : nextStart(input, from)) - 1;
    return reopened ? "reopened" : undefined;
  }
}

/** After a mistake: the block has ended before it, or the unit before has to go and what follows is read again. */
type Recovery = "closed" | "reopened";

/** The same list without the room that is kept for more: of short lists, most of what they take. */
export function fitted<T>(items: readonly T[]): readonly T[] {
  return items.slice();
}

interface Spanned {
  readonly span: Span;
}

/** Words that begin a labelled statement after `name:`. */
export const labelled: readonly TokenType[] = [word.allow, word.deny, word.require, word.never, word.always];
