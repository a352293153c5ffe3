import type * as tree from "../tree.ts";
import { Comma, LBracket, Name, RBracket, StringLiteral, word } from "../tokens.ts";
import type { Rule } from "./base.ts";
import { RecordGrammar } from "./records.ts";

type Statement = tree.FactNode | tree.ExpectationNode;

export abstract class TestGrammar extends RecordGrammar {
  /** fixture = "fixture" "{" { fact } "}" */
  protected readonly fixture: Rule<tree.FixtureNode> = this.production("fixture", () => {
    const start = this.start();
    const doc = this.doc();
    this.CONSUME(word.fixture);
    const facts = this.block(this.fact, "fact");
    return { kind: "fixture", span: this.spanFrom(start), ...doc, facts };
  });

  /** test = "test" STRING "{" { fact | expectation } "}" */
  protected readonly test: Rule<tree.TestNode> = this.production("test", () => {
    const start = this.start();
    const doc = this.doc();
    this.CONSUME(word.test);
    const name = this.string(0, "what the test is about in double quotes");
    const statements = this.block(this.statement, "statement");
    return { kind: "test", span: this.spanFrom(start), ...doc, name, statements };
  });

  /** fact | expectation: both may begin with an entity */
  private readonly statement: Rule<Statement> = this.production("statement", () =>
    this.choose<"anonymous" | "entity" | "holders", Statement>(() => this.statementKind(), {
      anonymous: () => {
        const token = this.CONSUME(word.anonymous);
        const subject = { kind: "anonymous" as const, span: this.tokenSpan(token) };
        return this.SUBRULE(this.expectation, { ARGS: [subject] });
      },
      entity: () => {
        const entity = this.SUBRULE(this.entity);
        return this.choose8(entity);
      },
      holders: () => this.SUBRULE(this.roleOfHolders),
    }),
  );

  /** fact = entity [ "in" entity { "," entity } ] [ record ] | holders "is" … */
  private readonly fact: Rule<tree.FactNode> = this.production("fact", () =>
    this.choose<"entity" | "holders", tree.FactNode>(() => (this.atEntity() ? "entity" : "holders"), {
      entity: () => {
        const entity = this.SUBRULE(this.entity);
        return this.SUBRULE(this.factAbout, { ARGS: [entity] });
      },
      holders: () => this.SUBRULE(this.roleOfHolders),
    }),
  );

  /** What follows an entity that a statement begins with. */
  private choose8(entity: tree.EntityNode): Statement {
    return this.oneOf<Statement>(8, [
      () => this.SUBRULE8(this.expectation, { ARGS: [entity] }),
      () => this.SUBRULE8(this.factAbout, { ARGS: [entity] }),
    ]);
  }

  private statementKind(): "anonymous" | "entity" | "holders" {
    if (this.atEntity()) return "entity";
    const asks = [word.with, word.at, word.can, word.cannot].some((type) => this.is(type, 2));
    return this.is(word.anonymous) && !this.is(word.of, 2) && (asks || !this.is(word.is, 2)) ? "anonymous" : "holders";
  }

  private atEntity(): boolean {
    return this.is(Name) && this.is(StringLiteral, 2);
  }

  /** … [ "in" entity { "," entity } ] [ record ] | … "is" Name … */
  private readonly factAbout: Rule<tree.FactNode, [tree.EntityNode?]> = this.production(
    "factAbout",
    (entity = nobody) =>
      this.oneOf<tree.FactNode>(0, [
        () => this.SUBRULE(this.assignment, { ARGS: [entity] }),
        () => this.SUBRULE(this.entityFact, { ARGS: [entity] }),
      ]),
  );

  private readonly entityFact: Rule<tree.FactNode, [tree.EntityNode?]> = this.production(
    "entityFact",
    (entity = nobody) => {
      const parents: tree.EntityNode[] = [];
      this.OPTION(() => {
        this.CONSUME(word.in);
        this.AT_LEAST_ONE_SEP({ SEP: Comma, DEF: () => parents.push(this.SUBRULE(this.entity)) });
      });
      const properties = this.OPTION1(() => this.SUBRULE(this.record));
      const node = { kind: "entityFact" as const, span: this.spanFrom(entity.span.start), in: parents };
      return { ...node, entity, ...(properties === undefined ? {} : { properties }) };
    },
  );

  /** holders "is" … , where holders is no plain entity: "all" Name | Name "of" entity */
  private readonly roleOfHolders: Rule<tree.FactNode> = this.production("roleOfHolders", () => {
    const start = this.start();
    const holder = this.choose<"all" | "roleOf", tree.HoldersNode>(() => this.holdersKind(), {
      all: () => {
        this.CONSUME(word.all);
        const type = this.name(0, "a type after `all`");
        return { kind: "all", span: this.spanFrom(start), type };
      },
      roleOf: () => {
        const role = this.name(1, 'an entity such as `User "ana"`');
        this.CONSUME(word.of, { ERR_MSG: "an id in double quotes" });
        const of = this.SUBRULE(this.entity);
        return { kind: "roleOf", span: this.spanFrom(start), role, of };
      },
    });
    return this.SUBRULE(this.assignment, { ARGS: [holder] });
  });

  private holdersKind(): "all" | "roleOf" {
    return this.is(word.all) && !(this.is(word.of, 2) && this.is(StringLiteral, 4)) ? "all" : "roleOf";
  }

  /** holders "is" Name [ "of" entity ] [ "from" STRING ] [ "until" STRING ] */
  private readonly assignment: Rule<tree.FactNode, [tree.HoldersNode?]> = this.production(
    "assignment",
    (holder = nobody) => {
      this.CONSUME(word.is);
      const role = this.name(0, "a role");
      const of = this.OPTION(() => {
        this.CONSUME(word.of);
        return this.SUBRULE(this.entity);
      });
      const from = this.OPTION1(() => {
        this.CONSUME(word.from);
        return this.string(0, "a time in double quotes");
      });
      const until = this.OPTION2(() => {
        this.CONSUME(word.until);
        return this.string(1, "a time in double quotes");
      });
      return {
        kind: "roleFact",
        span: this.spanFrom(holder.span.start),
        holder,
        role,
        ...(of === undefined ? {} : { of }),
        ...(from === undefined ? {} : { from }),
        ...(until === undefined ? {} : { until }),
      };
    },
  );

  /** expectation = ( entity | "anonymous" ) { with } ( "can" | "cannot" ) question [ "because" Name ] */
  private readonly expectation: Rule<tree.ExpectationNode, [tree.ExpectationNode["subject"]?]> = this.production(
    "expectation",
    (subject = nobody) => {
      const given: tree.WithNode[] = [];
      this.MANY(() => given.push(this.SUBRULE(this.with)));
      const can = this.oneOf<boolean>(0, [
        () => (this.CONSUME(word.can), true),
        () => (this.CONSUME(word.cannot), false),
        () => this.fail("`can` or `cannot`"),
      ]);
      const question = this.SUBRULE(this.question);
      const because = this.OPTION(() => {
        this.CONSUME(word.because);
        return this.name(0, "the code or the rule that decides");
      });
      const node = { kind: "expectation" as const, span: this.spanFrom(subject.span.start), subject, with: given };
      return { ...node, can, question, ...(because === undefined ? {} : { because }) };
    },
  );

  /** question = asked { "," asked } entity | STRING */
  private readonly question: Rule<tree.ExpectationNode["question"]> = this.production("question", () => {
    const start = this.start();
    return this.oneOf<tree.ExpectationNode["question"]>(0, [
      () => {
        const request = this.string(0, "a request");
        return { kind: "request", span: this.spanFrom(start), request };
      },
      () => {
        const actions = [this.SUBRULE(this.asked)];
        this.MANY(() => {
          this.CONSUME(Comma);
          actions.push(this.SUBRULE1(this.asked));
        });
        const entity = this.SUBRULE(this.entity, {
          ARGS: ['the entity that is asked about, such as `Invoice "i1"`'],
        });
        return { kind: "asked", span: this.spanFrom(start), actions, entity };
      },
      () => this.fail('an action, or a request such as `"GET /invoices/1"`'),
    ]);
  });

  /** asked = Name [ record ] */
  private readonly asked: Rule<tree.AskedNode> = this.production("asked", () => {
    const start = this.start();
    const name = this.name(0, "an action");
    const properties = this.OPTION(() => this.SUBRULE(this.record));
    return {
      kind: "askedAction",
      span: this.spanFrom(start),
      name,
      ...(properties === undefined ? {} : { properties }),
    };
  });

  /** with = "with" ( "scope" strings | "token" record | "context" record | ( "roles" | "active" ) "[" names "]" ) | "at" STRING */
  private readonly with: Rule<tree.WithNode> = this.production("with", () => {
    const start = this.start();
    return this.oneOf<tree.WithNode>(0, [
      () => {
        this.CONSUME(word.at);
        const time = this.string(0, "a time in double quotes");
        return { kind: "at", span: this.spanFrom(start), time };
      },
      () => {
        this.CONSUME(word.with);
        return this.SUBRULE(this.given, { ARGS: [start] });
      },
    ]);
  });

  private readonly given: Rule<tree.WithNode, [number?]> = this.production("given", (start = 0) =>
    this.oneOf<tree.WithNode>(0, [
      () => {
        this.CONSUME(word.scope);
        const scopes = this.SUBRULE(this.strings, { ARGS: ["the name of a scope in double quotes"] });
        return { kind: "withScope", span: this.spanFrom(start), scopes };
      },
      () => this.withRecord(0, "token", start),
      () => this.withRecord(1, "context", start),
      () => this.withNames(0, "roles", start),
      () => this.withNames(1, "active", start),
      () => this.fail("`scope`, `token`, `context`, `roles` or `active`"),
    ]),
  );

  private withRecord(index: number, what: "token" | "context", start: number): tree.WithNode {
    this.consume(index, word[what]);
    const record = this.subrule(index, this.record);
    return { kind: what === "token" ? "withToken" : "withContext", span: this.spanFrom(start), record };
  }

  private withNames(index: number, what: "roles" | "active", start: number): tree.WithNode {
    this.consume(index, word[what]);
    this.consume(index, LBracket);
    const names = this.subrule(index, this.names, { ARGS: ["a role"] });
    this.consume(index, RBracket, { ERR_MSG: "`,` or `]`" });
    return { kind: what === "roles" ? "withRoles" : "withActive", span: this.spanFrom(start), names };
  }
}

/** Stands for the entity that a production is given, while the grammar is recorded. */
const nobody: tree.EntityNode = {
  kind: "entity",
  span: { start: 0, end: 0 },
  type: { kind: "name", span: { start: 0, end: 0 }, text: "", quoted: false },
  id: { kind: "string", span: { start: 0, end: 0 }, value: "" },
};
