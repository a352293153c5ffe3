import type { ActionListNode, ClaimNode, GuardNode, Name as NameNode, NeedNode } from "../tree.ts";
import type { RequireNode, RuleNode, StringNode, TargetNode, TargetsNode } from "../tree.ts";
import { ClaimMode, Colon, Comma, Effect, GuardMode, Star, StringLiteral, word } from "../tokens.ts";
import { fitted, type Rule } from "./base.ts";
import { PeopleGrammar } from "./people.ts";

const ACTION = "an action or `*`";

/** What stands behind who or what is needed. */
type Tail = Pick<RuleNode, "actions" | "guards"> & { readonly targets?: TargetsNode };

export abstract class RuleGrammar extends PeopleGrammar {
  /** rule = [ Name ":" ] ( "allow" | "deny" ) who tail [ "because" STRING ] */
  protected readonly rule: Rule<RuleNode> = this.production("rule", () => {
    const start = this.start();
    const doc = this.doc();
    const label = this.label();
    const effect = this.CONSUME(Effect).image === "deny" ? "deny" : "allow";
    const who = this.SUBRULE(this.who);
    const tail = this.SUBRULE(this.tail);
    const because = this.because();
    return { kind: "rule", span: this.spanFrom(start), ...doc, ...label, effect, who, ...tail, ...because };
  });

  /** require = [ Name ":" ] "require" need { "," need } tail [ "because" STRING ] */
  protected readonly require: Rule<RequireNode> = this.production("require", () => {
    const start = this.start();
    const doc = this.doc();
    const label = this.label();
    this.CONSUME(word.require);
    const needs = [this.SUBRULE(this.need)];
    this.MANY(() => {
      this.CONSUME(Comma);
      needs.push(this.SUBRULE1(this.need));
    });
    const tail = this.SUBRULE(this.tail);
    const because = this.because();
    return { kind: "require", span: this.spanFrom(start), ...doc, ...label, needs, ...tail, ...because };
  });

  /** never = [ Name ":" ] ( "never" | "always" ) who tail */
  protected readonly claim: Rule<ClaimNode> = this.production("never", () => {
    const start = this.start();
    const doc = this.doc();
    const label = this.label();
    const mode = this.CONSUME(ClaimMode).image === "always" ? "always" : "never";
    const who = this.SUBRULE(this.who);
    const tail = this.SUBRULE(this.tail);
    return { kind: "claim", span: this.spanFrom(start), ...doc, ...label, mode, who, ...tail };
  });

  /** "to" actions [ "on" targets ] { guard } */
  private readonly tail: Rule<Tail> = this.production("tail", () => {
    this.CONSUME(word.to);
    const actions = this.SUBRULE(this.actions);
    const targets = this.OPTION(() => {
      this.CONSUME(word.on);
      return this.SUBRULE(this.targets);
    });
    const guards = this.SUBRULE(this.guards);
    return { actions, ...(targets === undefined ? {} : { targets }), guards };
  });

  /** need = Name | "scope" STRING */
  private readonly need: Rule<NeedNode> = this.production("need", () => {
    const start = this.start();
    return this.choose<"scope" | "assurance", NeedNode>(
      () => (this.is(word.scope) && this.is(StringLiteral, 2) ? "scope" : "assurance"),
      {
        scope: () => {
          this.CONSUME(word.scope);
          const scope = this.string(0, "the name of a scope in double quotes");
          return { kind: "scopeNeed", span: this.spanFrom(start), scope };
        },
        assurance: () => {
          const name = this.name(0, 'the name of an assurance or `scope "…"`');
          return { kind: "assuranceNeed", span: this.spanFrom(start), name };
        },
      },
    );
  });

  /** actions = "*" | Name { "," Name } */
  protected readonly actions: Rule<ActionListNode> = this.production("actions", () => {
    const start = this.start();
    return this.oneOf<ActionListNode>(0, [
      () => (this.CONSUME(Star), { kind: "all", span: this.spanFrom(start) }),
      () => {
        const names = this.SUBRULE(this.names, { ARGS: [ACTION] });
        return { kind: "names", span: this.spanFrom(start), names };
      },
      () => this.fail(ACTION),
    ]);
  });

  /** targets = "*" | target { "," target } */
  protected readonly targets: Rule<TargetsNode> = this.production("targets", () => {
    const start = this.start();
    const targets: TargetNode[] = [];
    return this.oneOf<TargetsNode>(0, [
      () => (this.CONSUME(Star), { kind: "all", span: this.spanFrom(start) }),
      () => {
        this.AT_LEAST_ONE_SEP({ SEP: Comma, DEF: () => targets.push(this.SUBRULE(this.target)) });
        return { kind: "targets", span: this.spanFrom(start), targets };
      },
      () => this.fail("a resource or `*`"),
    ]);
  });

  /** target = Name [ STRING ] */
  private readonly target: Rule<TargetNode> = this.production("target", () => {
    const start = this.start();
    const type = this.name(0, "a resource");
    const id = this.OPTION(() => this.string(0, "the id of a resource"));
    return { kind: "target", span: this.spanFrom(start), type, ...(id === undefined ? {} : { id }) };
  });

  /** { guard } */
  protected readonly guards: Rule<readonly GuardNode[]> = this.production("guards", () => {
    const guards: GuardNode[] = [];
    this.MANY(() => guards.push(this.SUBRULE(this.guard)));
    return fitted(guards);
  });

  /** guard = ( "when" | "unless" ) expression */
  private readonly guard: Rule<GuardNode> = this.production("guard", () => {
    const start = this.start();
    const mode = this.CONSUME(GuardMode).image === "unless" ? "unless" : "when";
    const condition = this.SUBRULE(this.expression);
    return { kind: "guard", span: this.spanFrom(start), mode, condition };
  });

  /** [ Name ":" ], where a statement follows; in the rule that calls it */
  private label(): { readonly label?: NameNode } {
    const label = this.OPTION8({
      GATE: () => this.is(Colon, 2),
      DEF: () => {
        const name = this.name(8, "a label");
        this.CONSUME8(Colon);
        return name;
      },
    });
    return label === undefined ? {} : { label };
  }

  /** [ "because" STRING ], in the rule that calls it */
  private because(): { readonly because?: StringNode } {
    const because = this.OPTION7(() => {
      this.CONSUME7(word.because);
      return this.string(7, "the reason in double quotes");
    });
    return because === undefined ? {} : { because };
  }
}
