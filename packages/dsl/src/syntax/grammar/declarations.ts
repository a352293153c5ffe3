import type * as tree from "../tree.ts";
import { Comma, Dot, word } from "../tokens.ts";
import { fitted, type Rule } from "./base.ts";
import { RuleGrammar } from "./rules.ts";

export abstract class DeclarationGrammar extends RuleGrammar {
  /** subject = "subject" Name [as] [attributes] */
  protected readonly subject: Rule<tree.SubjectNode> = this.production("subject", () => {
    const start = this.start();
    const doc = this.doc();
    this.CONSUME(word.subject);
    const name = this.name(0, "the name of the subject");
    const as = this.wire(0);
    const attributes = this.OPTION(() => this.SUBRULE(this.attributes)) ?? [];
    return { kind: "subject", span: this.spanFrom(start), ...doc, name, ...as, attributes };
  });

  /** group = "group" Name [as] "of" Name { "," Name } [attributes] */
  protected readonly group: Rule<tree.GroupNode> = this.production("group", () => {
    const start = this.start();
    const doc = this.doc();
    this.CONSUME(word.group);
    const name = this.name(0, "the name of the group");
    const as = this.wire(0);
    this.CONSUME(word.of, { ERR_MSG: "`of` and what the group contains" });
    const of = this.SUBRULE(this.names, { ARGS: ["a subject or group"] });
    const attributes = this.OPTION(() => this.SUBRULE(this.attributes)) ?? [];
    return { kind: "group", span: this.spanFrom(start), ...doc, name, ...as, of, attributes };
  });

  /** context = ( "context" | "token" ) attributes */
  protected readonly context: Rule<tree.ContextNode> = this.production("context", () => {
    const start = this.start();
    const doc = this.doc();
    const root = this.oneOf<"context" | "token">(0, [
      () => (this.CONSUME(word.context), "context"),
      () => (this.CONSUME(word.token), "token"),
    ]);
    const attributes = this.SUBRULE(this.attributes);
    return { kind: "context", span: this.spanFrom(start), ...doc, root, attributes };
  });

  /** role = "role" Name [as] { "," Name [as] } [ "includes" names ] [ "for" holder { "," holder } ] [ "if" people { guard } ] */
  protected readonly role: Rule<tree.RoleNode> = this.production("role", () => {
    const start = this.start();
    const doc = this.doc();
    this.CONSUME(word.role);
    const names = this.SUBRULE(this.roleNames);
    const includes = this.OPTION(() => {
      this.CONSUME(word.includes);
      return this.SUBRULE(this.names, { ARGS: ["a role"] });
    });
    const holders = this.OPTION1(() => {
      this.CONSUME(word.for);
      return this.SUBRULE(this.holders);
    });
    const derived = this.OPTION2(() => this.SUBRULE(this.derivation));
    return {
      kind: "role",
      span: this.spanFrom(start),
      ...doc,
      names,
      includes: includes ?? [],
      ...(holders === undefined ? {} : { holders }),
      ...(derived === undefined ? {} : { derived }),
    };
  });

  private readonly roleNames: Rule<tree.RoleNode["names"]> = this.production("roleNames", () => {
    const names: { readonly name: tree.Name; readonly as?: tree.StringNode }[] = [];
    this.MANY_SEP({
      SEP: Comma,
      DEF: () => {
        const name = this.name(0, "the name of a role");
        names.push({ name, ...this.wire(0) });
      },
    });
    return names.length === 0 ? this.fail("the name of a role") : names;
  });

  private readonly holders: Rule<readonly tree.HolderNode[]> = this.production("holders", () => {
    const holders: tree.HolderNode[] = [];
    this.MANY_SEP({ SEP: Comma, DEF: () => holders.push(this.SUBRULE(this.holder)) });
    return holders.length === 0 ? this.fail("a type that may hold the role") : holders;
  });

  /** holder = "all" Name | Name [ "." Name ] */
  private readonly holder: Rule<tree.HolderNode> = this.production("holder", () => {
    const start = this.start();
    return this.oneOf<tree.HolderNode>(0, [
      () => {
        this.CONSUME(word.all);
        const type = this.name(0, "a subject type after `all`");
        return { kind: "all", span: this.spanFrom(start), type };
      },
      () => {
        const type = this.name(1, "a type that may hold the role");
        const role = this.OPTION(() => {
          this.CONSUME(Dot);
          return this.name(2, "a role of that type after the dot");
        });
        return { kind: "holder", span: this.spanFrom(start), type, ...(role === undefined ? {} : { role }) };
      },
      () => this.fail("a type that may hold the role"),
    ]);
  });

  /** "if" people { guard } */
  private readonly derivation: Rule<NonNullable<tree.RoleNode["derived"]>> = this.production("derivation", () => {
    const start = this.start();
    this.CONSUME(word.if);
    const people = this.SUBRULE(this.people);
    const guards = this.SUBRULE(this.guards);
    return { span: this.spanFrom(start), people, guards };
  });

  /** resource = "resource" Name [as] [ "in" Name { "," Name } ] [ "{" { member } "}" ] */
  protected readonly resource: Rule<tree.ResourceNode> = this.production("resource", () => {
    const start = this.start();
    const doc = this.doc();
    this.CONSUME(word.resource);
    const name = this.name(0, "the name of the resource");
    const as = this.wire(0);
    const parents = this.OPTION(() => {
      this.CONSUME(word.in);
      return this.SUBRULE(this.names, { ARGS: ["the resource that it is in"] });
    });
    const members = this.OPTION1(() => this.SUBRULE(this.members));
    return {
      kind: "resource",
      span: this.spanFrom(start),
      ...doc,
      name,
      ...as,
      parents: parents ?? [],
      members: members ?? [],
    };
  });

  private readonly members: Rule<readonly tree.ResourceMember[]> = this.production("members", () => {
    return this.block(this.member, "member");
  });

  /** attribute [","] | role | action | rule | require */
  private readonly member: Rule<tree.ResourceMember> = this.production("member", () =>
    this.choose<tree.ResourceMember["kind"], tree.ResourceMember>(() => this.memberKind(), {
      attribute: () => this.SUBRULE(this.attribute),
      role: () => this.SUBRULE(this.role),
      actions: () => this.SUBRULE(this.action),
      rule: () => this.SUBRULE(this.rule),
      require: () => this.SUBRULE(this.require),
    }),
  );

  private memberKind(): tree.ResourceMember["kind"] {
    const ahead = this.isLabelled(word.allow, word.deny, word.require) ? 3 : 1;
    if (this.is(word.allow, ahead) || this.is(word.deny, ahead)) return "rule";
    if (this.is(word.require, ahead)) return "require";
    if (this.is(word.role)) return "role";
    if (this.is(word.action)) return "actions";
    const isClaim = this.isLabelled(word.never, word.always);
    return this.atAttribute() && !isClaim ? "attribute" : this.fail("an attribute, a role, an action or a rule");
  }

  /** action = "action" Name [as] [attributes] { "," Name [as] [attributes] } */
  private readonly action: Rule<tree.ActionsNode> = this.production("action", () => {
    const start = this.start();
    const doc = this.doc();
    this.CONSUME(word.action);
    const actions: tree.ActionNode[] = [];
    this.MANY_SEP({ SEP: Comma, DEF: () => actions.push(this.SUBRULE(this.oneAction)) });
    if (actions.length === 0) this.fail("the name of an action");
    return { kind: "actions", span: this.spanFrom(start), ...doc, actions: fitted(actions) };
  });

  /** Name [as] [attributes] */
  private readonly oneAction: Rule<tree.ActionNode> = this.production("oneAction", () => {
    const start = this.start();
    const name = this.name(0, "the name of an action");
    const as = this.wire(0);
    const attributes = this.OPTION(() => this.SUBRULE(this.attributes)) ?? [];
    return { kind: "action", span: this.spanFrom(start), name, ...as, attributes };
  });

  /** [as], in the rule that calls it */
  protected wire(index: number): { readonly as?: tree.StringNode } {
    const as = this.option(index + 5, () => this.subrule(index + 5, this.as));
    return as === undefined ? {} : { as };
  }
}
