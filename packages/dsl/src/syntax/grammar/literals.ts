import { isLiteralStart } from "./starts.ts";
import { fitted, GrammarBase, type Rule } from "./base.ts";
import type { DurationNode, EntityNode, LiteralNode, Name as NameNode, NumberNode, StringNode } from "../tree.ts";
import { checkAddress, checkTime } from "../scalars.ts";
import { Comma, DurationLiteral, Minus, NumberLiteral, StringLiteral, word } from "../tokens.ts";

export abstract class LiteralGrammar extends GrammarBase {
  /** Name { "," Name } */
  protected readonly names: Rule<readonly NameNode[], [string?]> = this.production("names", (expected = "a name") => {
    const names: NameNode[] = [];
    this.MANY_SEP({ SEP: Comma, DEF: () => names.push(this.name(0, expected)) });
    return names.length === 0 ? this.fail(expected) : fitted(names);
  });

  /** strings = STRING { "," STRING } */
  protected readonly strings: Rule<readonly StringNode[], [string?]> = this.production(
    "strings",
    (expected = "a string") => {
      const strings: StringNode[] = [];
      this.MANY_SEP({ SEP: Comma, DEF: () => strings.push(this.string(0, expected)) });
      return strings.length === 0 ? this.fail(expected) : strings;
    },
  );

  /** entity = Name STRING */
  protected readonly entity: Rule<EntityNode, [string?]> = this.production(
    "entity",
    (expected = 'an entity such as `User "ana"`') => {
      const start = this.start();
      const type = this.name(0, expected);
      const id = this.string(0, "the id of the entity in double quotes");
      return { kind: "entity", span: this.spanFrom(start), type, id };
    },
  );

  /** as = "as" STRING */
  protected readonly as: Rule<StringNode> = this.production("as", () => {
    this.CONSUME(word.as);
    return this.string(0, "the spelling on the wire in double quotes");
  });

  /** ["-"] NUMBER */
  protected readonly number: Rule<NumberNode> = this.production("number", () => {
    const start = this.start();
    const minus = this.OPTION(() => this.CONSUME(Minus));
    const token = this.CONSUME(NumberLiteral);
    const size = Number(token.image);
    // Zero has no sign here, as in no comparison it has.
    const value = minus === undefined || size === 0 ? size : -size;
    return { kind: "number", span: this.spanFrom(start), value: Number.isFinite(value) ? value : 0 };
  });

  /** DURATION */
  protected readonly duration: Rule<DurationNode> = this.production("duration", () => {
    const token = this.CONSUME(DurationLiteral);
    return { kind: "duration", span: this.tokenSpan(token), text: token.image };
  });

  /** literal = STRING | ["-"] NUMBER | DURATION | "true" | "false" | "time" STRING | "ip" STRING */
  protected readonly literal: Rule<LiteralNode, [string?]> = this.production("literal", (expected = "a value") =>
    this.oneOf<LiteralNode>(0, [
      () => this.string(0, expected),
      () => this.SUBRULE(this.number),
      () => this.SUBRULE(this.duration),
      () => this.boolean(0, true),
      () => this.boolean(1, false),
      () => this.checked(0, "time"),
      () => this.checked(1, "ip"),
      () => this.fail(expected),
    ]),
  );

  /** Does a literal begin here, rather than a name spelt like one? */
  protected atLiteral(): boolean {
    return isLiteralStart(this.LA(1).tokenType, this.is(StringLiteral, 2));
  }

  private boolean(index: number, value: boolean): LiteralNode {
    const token = this.consume(index, value ? word.true : word.false);
    return { kind: "boolean", span: this.tokenSpan(token), value };
  }

  /** "time" STRING | "ip" STRING */
  private checked(index: number, kind: "time" | "ip"): LiteralNode {
    const start = this.start();
    this.consume(index, word[kind]);
    const text = this.string(index + 1, kind === "time" ? "a time in double quotes" : "an address in double quotes");
    this.ACTION(() => {
      if (this.current === undefined) return;
      if (kind === "time") checkTime(text, this.current.findings);
      else checkAddress(text, this.current.findings);
    });
    return { kind, span: this.spanFrom(start), text: text.value };
  }
}
