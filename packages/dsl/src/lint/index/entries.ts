import type {
  Action,
  Assurance,
  Attribute,
  Claim,
  Endpoint,
  EntityType,
  Exclusive,
  Expression,
  FixtureBlock,
  PolicyRule,
  Requirement,
  Role,
  Scope,
  TestBlock,
} from "@authz/model";
import type {
  ActionNode,
  ActionsNode,
  AssuranceNode,
  AttributeNode,
  ClaimNode,
  EndpointNode,
  ExclusiveNode,
  FixtureNode,
  GroupNode,
  GuardNode,
  Name,
  RequireNode,
  ResourceNode,
  RoleNode,
  RuleNode,
  ScopeNode,
  SubjectNode,
  SyntaxFile,
  TestNode,
} from "../../syntax/tree.ts";

/** A part of the policy together with what was written for it. */
export interface Entry<Model, Node> {
  readonly model: Model;
  readonly node: Node;
  readonly file: SyntaxFile;
}

export interface RuleEntry extends Entry<PolicyRule, RuleNode> {
  /** The block that it stands in; undefined at top level. */
  readonly block: ResourceNode | undefined;
}

export interface RequirementEntry extends Entry<Requirement, RequireNode> {
  readonly block: ResourceNode | undefined;
}

/** `name` is the one of the node's names that stands for this role. */
export interface RoleEntry extends Entry<Role, RoleNode> {
  readonly name: Name;
  readonly block: ResourceNode | undefined;
}

/** A type that is declared as a subject (or group) and as a resource has an entry for each. */
export interface TypeEntry extends Entry<EntityType, SubjectNode | GroupNode | ResourceNode> {
  readonly name: Name;
}

export interface ActionEntry extends Entry<Action, ActionNode> {
  readonly type: string;
  readonly declaration: ActionsNode;
}

export interface AttributeEntry extends Entry<Attribute, AttributeNode> {
  /** A type, or where the request says it. */
  readonly owner: { readonly type: string } | "context" | "token";
}

/** `when` or `unless` with the condition that it stands for: `unless x` is `not x` there. */
export interface GuardEntry {
  readonly expression: Expression;
  readonly node: GuardNode;
  readonly file: SyntaxFile;
  readonly of: RuleEntry | RequirementEntry | Entry<Claim, ClaimNode> | RoleEntry;
}

/** Everything that was declared, in the order of the files and of the text. */
export interface Entries {
  readonly types: readonly TypeEntry[];
  readonly roles: readonly RoleEntry[];
  readonly actions: readonly ActionEntry[];
  /** Those at the top of a declaration; attributes of records and of actions are in their nodes. */
  readonly attributes: readonly AttributeEntry[];
  readonly rules: readonly RuleEntry[];
  readonly requirements: readonly RequirementEntry[];
  readonly claims: readonly Entry<Claim, ClaimNode>[];
  readonly assurances: readonly Entry<Assurance, AssuranceNode>[];
  readonly scopes: readonly Entry<Scope, ScopeNode>[];
  readonly endpoints: readonly Entry<Endpoint, EndpointNode>[];
  readonly exclusives: readonly Entry<Exclusive, ExclusiveNode>[];
  readonly fixtures: readonly Entry<FixtureBlock, FixtureNode>[];
  readonly tests: readonly Entry<TestBlock, TestNode>[];
}
