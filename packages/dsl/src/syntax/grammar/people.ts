import type { PeopleNode, PeoplePathNode } from "../tree.ts";
import { Comma, LParen, RParen, word } from "../tokens.ts";
import { fitted, type Rule } from "./base.ts";
import { ExpressionGrammar } from "./expressions.ts";

const PERSON = "a role, a subject type, an attribute or `anyone`";

export abstract class PeopleGrammar extends ExpressionGrammar {
  /** who = either [ "but" "not" either ] */
  protected readonly who: Rule<PeopleNode> = this.production("who", () => {
    const start = this.start();
    const people = this.SUBRULE(this.either);
    const except = this.OPTION(() => {
      this.butNot();
      return this.SUBRULE1(this.either);
    });
    return this.without(people, except, start);
  });

  /** people = union [ "but" "not" union ] */
  protected readonly people: Rule<PeopleNode> = this.production("people", () => {
    const start = this.start();
    const people = this.SUBRULE(this.union);
    const except = this.OPTION(() => {
      this.butNot();
      return this.SUBRULE1(this.union);
    });
    return this.without(people, except, start);
  });

  /** either = union { "," union } */
  private readonly either: Rule<PeopleNode> = this.production("either", () => {
    const start = this.start();
    const items = [this.SUBRULE(this.union)];
    this.MANY(() => {
      this.CONSUME(Comma);
      items.push(this.SUBRULE1(this.union));
    });
    return this.gathered("or", items, start);
  });

  /** union = meet { "or" meet } */
  private readonly union: Rule<PeopleNode> = this.production("union", () => {
    const start = this.start();
    const items = [this.SUBRULE(this.meet)];
    this.MANY(() => {
      this.CONSUME(word.or);
      items.push(this.SUBRULE1(this.meet));
    });
    return this.gathered("or", items, start);
  });

  /** meet = person { "and" person } */
  private readonly meet: Rule<PeopleNode> = this.production("meet", () => {
    const start = this.start();
    const items = [this.SUBRULE(this.person)];
    this.MANY(() => {
      this.CONSUME(word.and);
      items.push(this.SUBRULE1(this.person));
    });
    return this.gathered("and", items, start);
  });

  /** person = "anyone" | path | "(" people ")" */
  private readonly person: Rule<PeopleNode> = this.production("person", () =>
    this.choose<"anyone" | "path" | "parentheses", PeopleNode>(() => this.personKind(), {
      anyone: () => {
        const token = this.CONSUME(word.anyone);
        return { kind: "anyone", span: this.tokenSpan(token) };
      },
      parentheses: () => {
        const start = this.start();
        this.CONSUME(LParen);
        const inner = this.SUBRULE(this.people);
        this.CONSUME(RParen, { ERR_MSG: "`)`" });
        return { ...inner, span: this.spanFrom(start) };
      },
      path: () => this.SUBRULE(this.peoplePath),
    }),
  );

  private personKind(): "anyone" | "path" | "parentheses" {
    if (this.is(word.not)) return this.fail(PERSON);
    if (this.is(LParen)) return "parentheses";
    return this.is(word.anyone) ? "anyone" : "path";
  }

  /** path = Name { "." Name } */
  protected readonly peoplePath: Rule<PeoplePathNode> = this.production("peoplePath", () => {
    const start = this.start();
    const names = this.dotted(PERSON);
    return { kind: "peoplePath", span: this.spanFrom(start), names };
  });

  /** "but" "not", in the rule that calls it */
  private butNot(): void {
    this.CONSUME(word.but);
    this.CONSUME(word.not, { ERR_MSG: "`not` after `but`" });
  }

  private without(people: PeopleNode, except: PeopleNode | undefined, start: number): PeopleNode {
    return except === undefined ? people : { kind: "butNot", span: this.spanFrom(start), people, except };
  }

  /** `a, b or c` is one union: a comma says `or`. */
  private gathered(kind: "and" | "or", items: readonly PeopleNode[], start: number): PeopleNode {
    const [only, ...more] = items;
    return only !== undefined && more.length === 0 ? only : { kind, span: this.spanFrom(start), items: fitted(items) };
  }
}
