import type { RecordNode, ValueNode } from "../tree.ts";
import { Colon, Comma, LBrace, LBracket, RBrace, RBracket } from "../tokens.ts";
import type { Rule } from "./base.ts";
import { PolicyGrammar } from "./policies.ts";

const VALUE = 'a value, `User "ana"`, a list or a record';

/** Plain data, as tests write it. */
export abstract class RecordGrammar extends PolicyGrammar {
  /** record = "{" { Name ":" value [","] } "}" */
  protected readonly record: Rule<RecordNode> = this.production("record", () => {
    const start = this.start();
    this.CONSUME(LBrace);
    const entries: RecordNode["entries"][number][] = [];
    this.MANY(() => entries.push(this.SUBRULE(this.entry)));
    this.CONSUME(RBrace, { ERR_MSG: "`}` or another value with its name, such as `amount: 40`" });
    return { kind: "record", span: this.spanFrom(start), entries };
  });

  /** Name ":" value [","] */
  private readonly entry: Rule<RecordNode["entries"][number]> = this.production("entry", () => {
    const name = this.name(0, "a name");
    this.CONSUME(Colon, { ERR_MSG: "`:` and a value" });
    const value = this.SUBRULE(this.value);
    this.OPTION(() => this.CONSUME(Comma));
    return { name, value };
  });

  /** value = literal | entity | "[" [ value { "," value } ] "]" | record */
  private readonly value: Rule<ValueNode> = this.production("value", () =>
    this.choose<"literal" | "entity" | "values" | "record", ValueNode>(() => this.valueKind(), {
      literal: () => this.SUBRULE(this.literal, { ARGS: [VALUE] }),
      entity: () => this.SUBRULE(this.entity, { ARGS: [VALUE] }),
      values: () => this.SUBRULE(this.values),
      record: () => this.SUBRULE(this.record),
    }),
  );

  private valueKind(): "literal" | "entity" | "values" | "record" {
    if (this.atLiteral()) return "literal";
    if (this.is(LBracket)) return "values";
    return this.is(LBrace) ? "record" : "entity";
  }

  private readonly values: Rule<ValueNode> = this.production("values", () => {
    const start = this.start();
    this.CONSUME(LBracket);
    const items: ValueNode[] = [];
    this.MANY_SEP({ SEP: Comma, DEF: () => items.push(this.SUBRULE(this.value)) });
    this.CONSUME(RBracket, { ERR_MSG: "`,` or `]`" });
    return { kind: "values", span: this.spanFrom(start), items };
  });
}
