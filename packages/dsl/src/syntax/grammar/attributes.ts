import type { AttributeNode, StringNode, TypeNode } from "../tree.ts";
import { Assign, Bar, Colon, Comma, Name, Question, ScalarType, word } from "../tokens.ts";
import type { Rule } from "./base.ts";
import { LiteralGrammar } from "./literals.ts";

type ScalarName = Extract<TypeNode, { kind: "scalarType" }>["name"];

export abstract class AttributeGrammar extends LiteralGrammar {
  /** attributes = "{" { attribute [","] } "}" */
  protected readonly attributes: Rule<readonly AttributeNode[]> = this.production("attributes", () => {
    return this.block(this.attribute, "attribute");
  });

  /** attribute = [ "sensitive" ] Name ["?"] ":" type [as] [ "=" literal ] */
  protected readonly attribute: Rule<AttributeNode> = this.production("attribute", () => {
    const start = this.start();
    const doc = this.doc();
    const sensitive = this.OPTION(() => this.CONSUME(word.sensitive)) !== undefined;
    const name = this.name(0, "an attribute such as `name: string`");
    const optional = this.OPTION1(() => this.CONSUME(Question)) !== undefined;
    this.CONSUME(Colon, { ERR_MSG: "`:` and the type of the attribute" });
    const type = this.SUBRULE(this.type);
    const as = this.OPTION2(() => this.SUBRULE(this.as));
    const preset = this.OPTION3(() => {
      this.CONSUME(Assign);
      return this.SUBRULE(this.literal, { ARGS: ["a default value"] });
    });
    const node: AttributeNode = {
      kind: "attribute",
      span: this.spanFrom(start),
      ...doc,
      name,
      sensitive,
      optional,
      type,
      ...(as === undefined ? {} : { as }),
      ...(preset === undefined ? {} : { default: preset }),
    };
    this.OPTION4(() => this.CONSUME(Comma));
    return node;
  });

  /** type = scalar | STRING { "|" STRING } | Name { "|" Name } | "set" "of" type | attributes */
  protected readonly type: Rule<TypeNode> = this.production("type", () => {
    const start = this.start();
    return this.oneOf<TypeNode>(0, [
      () => this.scalarType(),
      () => this.SUBRULE(this.setType),
      () => this.SUBRULE(this.enumType),
      () => {
        const attributes = this.SUBRULE(this.attributes);
        return { kind: "recordType", span: this.spanFrom(start), attributes };
      },
      () => this.SUBRULE(this.entityType),
      () => this.fail("a type"),
    ]);
  });

  private readonly setType: Rule<TypeNode> = this.production("setType", () => {
    const start = this.start();
    this.CONSUME(word.set);
    this.CONSUME(word.of, { ERR_MSG: "`of` after `set`" });
    const of = this.SUBRULE(this.type);
    return { kind: "setType", span: this.spanFrom(start), of };
  });

  private readonly enumType: Rule<TypeNode> = this.production("enumType", () => {
    const start = this.start();
    const values: StringNode[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: Bar, DEF: () => values.push(this.string(0, "another string after `|`")) });
    return { kind: "enumType", span: this.spanFrom(start), values };
  });

  private readonly entityType: Rule<TypeNode> = this.production("entityType", () => {
    const start = this.start();
    const names = [this.name(0, "a type")];
    this.MANY(() => {
      this.CONSUME(Bar);
      if (this.is(ScalarType) || this.is(word.set)) this.fail("another entity type after `|`");
      names.push(this.name(1, "another entity type after `|`"));
    });
    return { kind: "entityType", span: this.spanFrom(start), names };
  });

  private scalarType(): TypeNode {
    const token = this.CONSUME(ScalarType);
    return { kind: "scalarType", span: this.tokenSpan(token), name: token.image as ScalarName };
  }

  /** `Name` is what a member begins with when no keyword says otherwise. */
  protected atAttribute(): boolean {
    if (!this.is(Name)) return false;
    if (this.is(word.sensitive) || this.is(Colon, 2) || this.is(Question, 2)) return true;
    // Only the colon is missing.
    return this.is(ScalarType, 2) || this.is(word.set, 2);
  }
}
