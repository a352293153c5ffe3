import type { ComparisonOperator, Source, Span } from "@authz/model";

/**
 * The syntax tree: what was written, with a span on every node, nothing resolved. Immutable; later phases keep what they
 * find out in tables of their own. Every union is told apart by `kind`.
 */
export interface SyntaxFile {
  readonly source: Source;
  /** Its name ends in `.test.authz`: only tests and fixtures may stand in it. */
  readonly isTest: boolean;
  readonly declarations: readonly Declaration[];
  /** Comments in order, doc comments included, for tools that print the text again. */
  readonly comments: readonly Comment[];
}

export interface Comment {
  readonly span: Span;
  /** With its slashes. */
  readonly text: string;
}

/** A name as declared or used; `text` is without backquotes. */
export interface Name {
  readonly kind: "name";
  readonly span: Span;
  readonly text: string;
  readonly quoted: boolean;
}

/** A string; `value` has its escapes undone. */
export interface StringNode {
  readonly kind: "string";
  readonly span: Span;
  readonly value: string;
}

interface Declared {
  /** From the first to the last token. */
  readonly span: Span;
  /** The `///` lines before it, without slashes. */
  readonly doc?: string;
}

export type Declaration =
  | SubjectNode
  | GroupNode
  | ResourceNode
  | RoleNode
  | ContextNode
  | AssuranceNode
  | RuleNode
  | RequireNode
  | ClaimNode
  | ScopeNode
  | EndpointNode
  | ExclusiveNode
  | FixtureNode
  | TestNode;

export interface SubjectNode extends Declared {
  readonly kind: "subject";
  readonly name: Name;
  readonly as?: StringNode;
  readonly attributes: readonly AttributeNode[];
}

export interface GroupNode extends Declared {
  readonly kind: "group";
  readonly name: Name;
  readonly as?: StringNode;
  readonly of: readonly Name[];
  readonly attributes: readonly AttributeNode[];
}

export interface ContextNode extends Declared {
  readonly kind: "context";
  readonly root: "context" | "token";
  readonly attributes: readonly AttributeNode[];
}

export interface ResourceNode extends Declared {
  readonly kind: "resource";
  readonly name: Name;
  readonly as?: StringNode;
  readonly parents: readonly Name[];
  /** In the order written. */
  readonly members: readonly ResourceMember[];
}

export type ResourceMember = AttributeNode | RoleNode | ActionsNode | RuleNode | RequireNode;

export interface AttributeNode extends Declared {
  readonly kind: "attribute";
  readonly name: Name;
  readonly sensitive: boolean;
  readonly optional: boolean;
  readonly type: TypeNode;
  readonly as?: StringNode;
  readonly default?: LiteralNode;
}

export type TypeNode =
  | {
      readonly kind: "scalarType";
      readonly span: Span;
      readonly name: "string" | "number" | "boolean" | "time" | "duration" | "ip";
    }
  | { readonly kind: "enumType"; readonly span: Span; readonly values: readonly StringNode[] }
  | { readonly kind: "entityType"; readonly span: Span; readonly names: readonly Name[] }
  | { readonly kind: "setType"; readonly span: Span; readonly of: TypeNode }
  | { readonly kind: "recordType"; readonly span: Span; readonly attributes: readonly AttributeNode[] };

/** `action a as "x" { … }, b` */
export interface ActionsNode extends Declared {
  readonly kind: "actions";
  readonly actions: readonly ActionNode[];
}

export interface ActionNode {
  readonly kind: "action";
  readonly span: Span;
  readonly name: Name;
  readonly as?: StringNode;
  readonly attributes: readonly AttributeNode[];
}

/** `role a, b includes c for User if d when …`: everything after the names is said of each. */
export interface RoleNode extends Declared {
  readonly kind: "role";
  readonly names: readonly { readonly name: Name; readonly as?: StringNode }[];
  readonly includes: readonly Name[];
  /** Absent when the policy has no `for`. */
  readonly holders?: readonly HolderNode[];
  readonly derived?: { readonly span: Span; readonly people: PeopleNode; readonly guards: readonly GuardNode[] };
}

export type HolderNode =
  | { readonly kind: "all"; readonly span: Span; readonly type: Name }
  | { readonly kind: "holder"; readonly span: Span; readonly type: Name; readonly role?: Name };

export type PeopleNode =
  | { readonly kind: "anyone"; readonly span: Span }
  | PeoplePathNode
  | { readonly kind: "or" | "and"; readonly span: Span; readonly items: readonly PeopleNode[] }
  | { readonly kind: "butNot"; readonly span: Span; readonly people: PeopleNode; readonly except: PeopleNode };

/** A name, or a path such as `parent.admin`; at least one name. */
export interface PeoplePathNode {
  readonly kind: "peoplePath";
  readonly span: Span;
  readonly names: readonly Name[];
}

/** `*`, or names. */
export type ActionListNode =
  | { readonly kind: "all"; readonly span: Span }
  | { readonly kind: "names"; readonly span: Span; readonly names: readonly Name[] };

/** `on *`, or targets. */
export type TargetsNode =
  | { readonly kind: "all"; readonly span: Span }
  | { readonly kind: "targets"; readonly span: Span; readonly targets: readonly TargetNode[] };

export interface TargetNode {
  readonly kind: "target";
  readonly span: Span;
  readonly type: Name;
  readonly id?: StringNode;
}

export interface GuardNode {
  readonly kind: "guard";
  readonly span: Span;
  readonly mode: "when" | "unless";
  readonly condition: ExpressionNode;
}

interface StatementNode extends Declared {
  readonly label?: Name;
  readonly actions: ActionListNode;
  /** As written; inside a resource block it must be absent, at top level it must be there: names are checked later. */
  readonly targets?: TargetsNode;
  readonly guards: readonly GuardNode[];
}

export interface RuleNode extends StatementNode {
  readonly kind: "rule";
  readonly effect: "allow" | "deny";
  /** A comma has become `or`. */
  readonly who: PeopleNode;
  readonly because?: StringNode;
}

export interface RequireNode extends StatementNode {
  readonly kind: "require";
  readonly needs: readonly NeedNode[];
  readonly because?: StringNode;
}

export type NeedNode =
  | { readonly kind: "assuranceNeed"; readonly span: Span; readonly name: Name }
  | { readonly kind: "scopeNeed"; readonly span: Span; readonly scope: StringNode };

export interface ClaimNode extends StatementNode {
  readonly kind: "claim";
  readonly mode: "never" | "always";
  readonly who: PeopleNode;
}

export interface ScopeNode extends Declared {
  readonly kind: "scope";
  /** Absent for `scope none`. */
  readonly name?: StringNode;
  readonly includes: readonly StringNode[];
  readonly covers: readonly GrantNode[];
}

export interface GrantNode {
  readonly kind: "grant";
  readonly span: Span;
  readonly actions: ActionListNode;
  readonly targets: TargetsNode;
}

export interface EndpointNode extends Declared {
  readonly kind: "endpoint";
  /** `GET /a/{b}`, as written. */
  readonly route: StringNode;
  readonly target:
    | { readonly kind: "public"; readonly span: Span }
    | {
        readonly kind: "question";
        readonly span: Span;
        readonly action: Name;
        readonly type: Name;
        readonly id: StringNode;
      };
}

export interface ExclusiveNode extends Declared {
  readonly kind: "exclusive";
  readonly active: boolean;
  readonly roles: readonly PeoplePathNode[];
  readonly atMost?: NumberNode;
}

export interface AssuranceNode extends Declared {
  readonly kind: "assurance";
  readonly name: Name;
  /** Each kind at most once is checked later. */
  readonly clauses: readonly AssuranceClause[];
}

export type AssuranceClause =
  | { readonly kind: "acr" | "amr"; readonly span: Span; readonly values: readonly StringNode[] }
  | { readonly kind: "within"; readonly span: Span; readonly duration: DurationNode };

// ── Expressions ──────────────────────────────────────────────────────────────────────────────────────────────────────

export interface NumberNode {
  readonly kind: "number";
  readonly span: Span;
  /** With its sign; always finite and within ±(2^53 − 1). */
  readonly value: number;
}

export interface DurationNode {
  readonly kind: "duration";
  readonly span: Span;
  /** `15m`; checked by the parser. */
  readonly text: string;
}

/** `time` and `ip` literals have been checked by the parser. */
export type LiteralNode =
  | StringNode
  | NumberNode
  | DurationNode
  | { readonly kind: "boolean"; readonly span: Span; readonly value: boolean }
  | { readonly kind: "time" | "ip"; readonly span: Span; readonly text: string };

/** The first name is a root (`subject`, `resource`, …) where the policy is right; later phases check. */
export interface PathNode {
  readonly kind: "path";
  readonly span: Span;
  readonly names: readonly Name[];
}

export interface EntityNode {
  readonly kind: "entity";
  readonly span: Span;
  readonly type: Name;
  readonly id: StringNode;
}

/** `and`, `or` and sums are flat however long they are. Parentheses leave no node but widen the span of what they hold. */
export type ExpressionNode =
  | LiteralNode
  | PathNode
  | EntityNode
  | { readonly kind: "list"; readonly span: Span; readonly items: readonly ExpressionNode[] }
  | { readonly kind: "sum"; readonly span: Span; readonly first: ExpressionNode; readonly rest: readonly SumPart[] }
  | {
      readonly kind: "compare";
      readonly span: Span;
      readonly operator: ComparisonOperator;
      readonly operatorSpan: Span;
      readonly left: ExpressionNode;
      readonly right: ExpressionNode;
    }
  | { readonly kind: "like"; readonly span: Span; readonly value: ExpressionNode; readonly pattern: StringNode }
  | { readonly kind: "has"; readonly span: Span; readonly path: PathNode; readonly name: Name }
  | { readonly kind: "is"; readonly span: Span; readonly path: PathNode; readonly role: Name; readonly of?: PathNode }
  | { readonly kind: "and" | "or"; readonly span: Span; readonly items: readonly ExpressionNode[] }
  | { readonly kind: "not"; readonly span: Span; readonly operand: ExpressionNode };

export interface SumPart {
  readonly operator: "+" | "-";
  readonly operand: ExpressionNode;
}

// ── Tests ────────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface FixtureNode extends Declared {
  readonly kind: "fixture";
  readonly facts: readonly FactNode[];
}

export interface TestNode extends Declared {
  readonly kind: "test";
  readonly name: StringNode;
  readonly statements: readonly (FactNode | ExpectationNode)[];
}

export type FactNode =
  | {
      readonly kind: "entityFact";
      readonly span: Span;
      readonly entity: EntityNode;
      /** Parents or groups. */
      readonly in: readonly EntityNode[];
      readonly properties?: RecordNode;
    }
  | {
      readonly kind: "roleFact";
      readonly span: Span;
      readonly holder: HoldersNode;
      readonly role: Name;
      readonly of?: EntityNode;
      readonly from?: StringNode;
      readonly until?: StringNode;
    };

/** One entity, everyone of a type, or whoever holds a role somewhere. */
export type HoldersNode =
  | EntityNode
  | { readonly kind: "all"; readonly span: Span; readonly type: Name }
  | { readonly kind: "roleOf"; readonly span: Span; readonly role: Name; readonly of: EntityNode };

export interface ExpectationNode {
  readonly kind: "expectation";
  readonly span: Span;
  readonly subject: EntityNode | { readonly kind: "anonymous"; readonly span: Span };
  readonly with: readonly WithNode[];
  readonly can: boolean;
  readonly question:
    | {
        readonly kind: "asked";
        readonly span: Span;
        readonly actions: readonly AskedNode[];
        readonly entity: EntityNode;
      }
    | { readonly kind: "request"; readonly span: Span; readonly request: StringNode };
  readonly because?: Name;
}

export interface AskedNode {
  readonly kind: "askedAction";
  readonly span: Span;
  readonly name: Name;
  readonly properties?: RecordNode;
}

export type WithNode =
  | { readonly kind: "withScope"; readonly span: Span; readonly scopes: readonly StringNode[] }
  | { readonly kind: "withToken" | "withContext"; readonly span: Span; readonly record: RecordNode }
  | { readonly kind: "withRoles" | "withActive"; readonly span: Span; readonly names: readonly Name[] }
  | { readonly kind: "at"; readonly span: Span; readonly time: StringNode };

export interface RecordNode {
  readonly kind: "record";
  readonly span: Span;
  readonly entries: readonly { readonly name: Name; readonly value: ValueNode }[];
}

export type ValueNode =
  | LiteralNode
  | EntityNode
  | { readonly kind: "values"; readonly span: Span; readonly items: readonly ValueNode[] }
  | RecordNode;
