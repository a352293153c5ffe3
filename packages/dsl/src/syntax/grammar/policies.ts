import type * as tree from "../tree.ts";
import { Comma, NumberLiteral, word } from "../tokens.ts";
import type { Rule } from "./base.ts";
import { DeclarationGrammar } from "./declarations.ts";

const TARGET = "`public`, or an action and `on`";

/** Scopes, endpoints, exclusive roles and assurances. */
export abstract class PolicyGrammar extends DeclarationGrammar {
  /** scope = "scope" ( STRING | "none" ) [ "includes" STRING { "," STRING } ] [ "covers" grant { "and" grant } ] */
  protected readonly scope: Rule<tree.ScopeNode> = this.production("scope", () => {
    const start = this.start();
    const doc = this.doc();
    this.CONSUME(word.scope);
    const name = this.oneOf<tree.StringNode | undefined>(0, [
      () => this.string(0, "the name of the scope"),
      () => (this.CONSUME(word.none), undefined),
      () => this.fail("the name of the scope in double quotes"),
    ]);
    const includes = this.OPTION(() => {
      this.CONSUME(word.includes);
      return this.SUBRULE(this.strings, { ARGS: ["the name of a scope in double quotes"] });
    });
    const covers = this.OPTION1(() => this.SUBRULE(this.covers));
    return {
      kind: "scope",
      span: this.spanFrom(start),
      ...doc,
      ...(name === undefined ? {} : { name }),
      includes: includes ?? [],
      covers: covers ?? [],
    };
  });

  private readonly covers: Rule<readonly tree.GrantNode[]> = this.production("covers", () => {
    this.CONSUME(word.covers);
    const grants = [this.SUBRULE(this.grant)];
    this.MANY(() => {
      this.CONSUME(word.and);
      grants.push(this.SUBRULE1(this.grant));
    });
    return grants;
  });

  /** grant = actions "on" targets */
  private readonly grant: Rule<tree.GrantNode> = this.production("grant", () => {
    const start = this.start();
    const actions = this.SUBRULE(this.actions);
    this.CONSUME(word.on, { ERR_MSG: "`on` and a resource" });
    const targets = this.SUBRULE(this.targets);
    return { kind: "grant", span: this.spanFrom(start), actions, targets };
  });

  /** endpoint = "endpoint" STRING "is" ( "public" | Name "on" Name STRING ) */
  protected readonly endpoint: Rule<tree.EndpointNode> = this.production("endpoint", () => {
    const start = this.start();
    const doc = this.doc();
    this.CONSUME(word.endpoint);
    const route = this.string(0, 'a method and a path in double quotes, such as `"GET /invoices/{id}"`');
    this.CONSUME(word.is);
    const target = this.SUBRULE(this.endpointTarget);
    return { kind: "endpoint", span: this.spanFrom(start), ...doc, route, target };
  });

  private readonly endpointTarget: Rule<tree.EndpointNode["target"]> = this.production("endpointTarget", () => {
    const start = this.start();
    return this.choose<"public" | "question", tree.EndpointNode["target"]>(() => this.targetKind(), {
      public: () => (this.CONSUME(word.public), { kind: "public", span: this.spanFrom(start) }),
      question: () => {
        const action = this.name(0, TARGET);
        this.CONSUME(word.on, { ERR_MSG: "`on` and a resource" });
        const type = this.name(1, "a resource");
        const id = this.string(0, 'the id in double quotes, such as `"{id}"`');
        return { kind: "question", span: this.spanFrom(start), action, type, id };
      },
    });
  });

  private targetKind(): "public" | "question" {
    if (this.is(word.on, 2)) return "question";
    return this.is(word.public) ? "public" : this.fail(TARGET);
  }

  /** exclusive = "exclusive" [ "active" ] path "," path { "," path } [ "at" "most" NUMBER ] */
  protected readonly exclusive: Rule<tree.ExclusiveNode> = this.production("exclusive", () => {
    const start = this.start();
    const doc = this.doc();
    this.CONSUME(word.exclusive);
    const active = this.OPTION(() => this.CONSUME(word.active)) !== undefined;
    const roles = [this.SUBRULE(this.peoplePath)];
    this.CONSUME(Comma, { ERR_MSG: "`,` and another role" });
    roles.push(this.SUBRULE1(this.peoplePath));
    this.MANY(() => {
      this.CONSUME1(Comma);
      roles.push(this.SUBRULE2(this.peoplePath));
    });
    const atMost = this.OPTION1(() => this.SUBRULE(this.atMost));
    const node = { kind: "exclusive" as const, span: this.spanFrom(start), ...doc, active, roles };
    return atMost === undefined ? node : { ...node, atMost };
  });

  /** "at" "most" NUMBER */
  private readonly atMost: Rule<tree.NumberNode> = this.production("atMost", () => {
    this.CONSUME(word.at);
    this.CONSUME(word.most, { ERR_MSG: "`most` after `at`" });
    const token = this.CONSUME(NumberLiteral);
    return { kind: "number", span: this.tokenSpan(token), value: Number(token.image) };
  });

  /** assurance = "assurance" Name "{" { "acr" strings | "amr" strings | "within" DURATION } "}" */
  protected readonly assurance: Rule<tree.AssuranceNode> = this.production("assurance", () => {
    const start = this.start();
    const doc = this.doc();
    this.CONSUME(word.assurance);
    const name = this.name(0, "the name of the assurance");
    const clauses = this.block(this.clause, "clause");
    return { kind: "assurance", span: this.spanFrom(start), ...doc, name, clauses };
  });

  private readonly clause: Rule<tree.AssuranceClause> = this.production("clause", () => {
    const start = this.start();
    return this.oneOf<tree.AssuranceClause>(0, [
      () => {
        this.CONSUME(word.acr);
        const values = this.SUBRULE(this.strings, { ARGS: ["an `acr` value in double quotes"] });
        return { kind: "acr", span: this.spanFrom(start), values };
      },
      () => {
        this.CONSUME(word.amr);
        const values = this.SUBRULE1(this.strings, { ARGS: ["an `amr` value in double quotes"] });
        return { kind: "amr", span: this.spanFrom(start), values };
      },
      () => {
        this.CONSUME(word.within);
        const duration = this.SUBRULE(this.duration);
        return { kind: "within", span: this.spanFrom(start), duration };
      },
      () => this.fail("`acr`, `amr` or `within`"),
    ]);
  });
}
