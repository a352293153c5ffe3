import type { ComparisonOperator } from "@authz/model";
import type { IToken } from "chevrotain";
import type { ExpressionNode, Name as NameNode, PathNode, SumPart } from "../tree.ts";
import { reportAssignment, reportChain, reportNoPath } from "../mistakes.ts";
import {
  Assign,
  Comma,
  Comparison,
  Dot,
  LBracket,
  LParen,
  Minus,
  Name,
  Plus,
  RBracket,
  RParen,
  StringLiteral,
  word,
} from "../tokens.ts";
import { AttributeGrammar } from "./attributes.ts";
import { fitted, type Rule } from "./base.ts";

const VALUE = "a value or a path such as `resource.status`";

export abstract class ExpressionGrammar extends AttributeGrammar {
  /** expression = conjunct { "or" conjunct } */
  protected readonly expression: Rule<ExpressionNode> = this.production("expression", () => {
    const start = this.start();
    const items = [this.SUBRULE(this.conjunct)];
    this.MANY(() => {
      this.CONSUME(word.or);
      items.push(this.SUBRULE1(this.conjunct));
    });
    return this.joined("or", items, start);
  });

  /** conjunct = negation { "and" negation } */
  private readonly conjunct: Rule<ExpressionNode> = this.production("conjunct", () => {
    const start = this.start();
    const items = [this.SUBRULE(this.negation)];
    this.MANY(() => {
      this.CONSUME(word.and);
      items.push(this.SUBRULE1(this.negation));
    });
    return this.joined("and", items, start);
  });

  /** negation = "not" negation | comparison */
  private readonly negation: Rule<ExpressionNode> = this.production("negation", () =>
    this.oneOf<ExpressionNode>(0, [
      () => {
        const start = this.start();
        this.CONSUME(word.not);
        const operand = this.SUBRULE(this.negation);
        return { kind: "not", span: this.spanFrom(start), operand };
      },
      () => this.SUBRULE(this.comparison),
    ]),
  );

  /** comparison = path "has" Name | path "is" Name [ "of" path ] | sum "like" STRING | sum [ operator sum ] */
  private readonly comparison: Rule<ExpressionNode> = this.production("comparison", () => {
    const start = this.start();
    const left = this.SUBRULE(this.sum);
    const tail = this.OPTION(() =>
      this.oneOf<ExpressionNode>(0, [
        () => this.has(left, start),
        () => this.isRole(left, start),
        () => this.like(left, start),
        () => this.compared(left, start),
      ]),
    );
    this.ACTION(() => {
      if (this.current === undefined || tail === undefined || !this.is(Comparison)) return;
      reportChain(this.current, this.LA(1));
      this.fail("the end of the comparison");
    });
    return tail ?? left;
  });

  private has(left: ExpressionNode, start: number): ExpressionNode {
    const operator = this.CONSUME(word.has);
    const path = this.asPath(left, operator);
    const name = this.name(0, "the name of an attribute");
    return { kind: "has", span: this.spanFrom(start), path, name };
  }

  private isRole(left: ExpressionNode, start: number): ExpressionNode {
    const operator = this.CONSUME(word.is);
    const path = this.asPath(left, operator);
    const role = this.name(1, "the name of a role");
    const of = this.OPTION1(() => {
      this.CONSUME(word.of);
      return this.SUBRULE(this.path);
    });
    return { kind: "is", span: this.spanFrom(start), path, role, ...(of === undefined ? {} : { of }) };
  }

  private like(left: ExpressionNode, start: number): ExpressionNode {
    this.CONSUME(word.like);
    const pattern = this.string(0, 'a pattern in double quotes, such as `"*@example.com"`');
    return { kind: "like", span: this.spanFrom(start), value: left, pattern };
  }

  private compared(left: ExpressionNode, start: number): ExpressionNode {
    const first = this.start();
    const operator = this.SUBRULE(this.operator);
    const operatorSpan = this.spanFrom(first);
    const right = this.SUBRULE1(this.sum);
    return { kind: "compare", span: this.spanFrom(start), operator, operatorSpan, left, right };
  }

  /** "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "contains" [ "all" | "any" ] */
  private readonly operator: Rule<ComparisonOperator> = this.production("operator", () =>
    this.oneOf<ComparisonOperator>(0, [
      () => this.CONSUME(Comparison).image as ComparisonOperator,
      () => this.singleEqual(),
      () => (this.CONSUME(word.in), "in"),
      () => {
        this.CONSUME(word.contains);
        const which = this.OPTION(() =>
          this.oneOf<ComparisonOperator>(1, [
            () => (this.CONSUME(word.all), "containsAll"),
            () => (this.CONSUME(word.any), "containsAny"),
          ]),
        );
        return which ?? "contains";
      },
    ]),
  );

  /** A likely mistake: "=" for "==". */
  private singleEqual(): ComparisonOperator {
    const token = this.CONSUME(Assign);
    this.ACTION(() => this.current !== undefined && reportAssignment(this.current, token));
    return "==";
  }

  /** sum = operand { ("+" | "-") operand } */
  private readonly sum: Rule<ExpressionNode> = this.production("sum", () => {
    const start = this.start();
    const first = this.SUBRULE(this.operand);
    const rest: SumPart[] = [];
    this.MANY(() => {
      const operator = this.oneOf<"+" | "-">(0, [() => (this.CONSUME(Plus), "+"), () => (this.CONSUME(Minus), "-")]);
      rest.push({ operator, operand: this.SUBRULE1(this.operand) });
    });
    return rest.length === 0 ? first : { kind: "sum", span: this.spanFrom(start), first, rest };
  });

  /** operand = literal | path | entity | "[" [ expression { "," expression } ] "]" | "(" expression ")" */
  private readonly operand: Rule<ExpressionNode> = this.production("operand", () =>
    this.choose<"literal" | "list" | "group" | "entity" | "path", ExpressionNode>(() => this.operandKind(), {
      literal: () => this.SUBRULE(this.literal, { ARGS: [VALUE] }),
      list: () => this.SUBRULE(this.list),
      group: () => this.SUBRULE(this.parenthesised),
      entity: () => this.SUBRULE(this.entity),
      path: () => this.SUBRULE(this.path),
    }),
  );

  private operandKind(): "literal" | "list" | "group" | "entity" | "path" {
    if (this.atLiteral()) return "literal";
    if (this.is(LBracket)) return "list";
    if (this.is(LParen)) return "group";
    return this.is(Name) && this.is(StringLiteral, 2) ? "entity" : "path";
  }

  private readonly list: Rule<ExpressionNode> = this.production("list", () => {
    const start = this.start();
    this.CONSUME(LBracket);
    const items: ExpressionNode[] = [];
    this.MANY_SEP({ SEP: Comma, DEF: () => items.push(this.SUBRULE(this.expression)) });
    this.CONSUME(RBracket, { ERR_MSG: "`,` or `]`" });
    return { kind: "list", span: this.spanFrom(start), items };
  });

  private readonly parenthesised: Rule<ExpressionNode> = this.production("parenthesised", () => {
    const start = this.start();
    this.CONSUME(LParen);
    const inner = this.SUBRULE(this.expression);
    this.CONSUME(RParen, { ERR_MSG: "`)`" });
    return { ...inner, span: this.spanFrom(start) };
  });

  /** path = Name { "." Name } */
  protected readonly path: Rule<PathNode> = this.production("path", () => {
    const start = this.start();
    const names = this.dotted(VALUE);
    return { kind: "path", span: this.spanFrom(start), names };
  });

  /** Name { "." Name }, in the rule that calls it */
  protected dotted(expected: string): readonly NameNode[] {
    const names = [this.name(0, expected)];
    this.MANY(() => {
      this.CONSUME(Dot);
      names.push(this.name(1, "a name after the dot"));
    });
    return fitted(names);
  }

  private joined(kind: "and" | "or", items: readonly ExpressionNode[], start: number): ExpressionNode {
    const [only, ...more] = items;
    return only !== undefined && more.length === 0 ? only : { kind, span: this.spanFrom(start), items: fitted(items) };
  }

  /** Only a bare path can stand before `has` and `is`. */
  private asPath(left: ExpressionNode, operator: IToken): PathNode {
    if (this.RECORDING_PHASE || (left.kind === "path" && left.span.start === left.names[0]?.span.start)) {
      return left as PathNode;
    }
    if (this.current !== undefined) reportNoPath(this.current, left.span, operator.image);
    return this.fail("a path");
  }
}
