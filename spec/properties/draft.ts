/** A policy as the generators think of it: pieces that can be left out, added and put in another order. */
export interface PolicyDraft {
  /** Declarations that no property changes. */
  readonly fixed: readonly string[];
  readonly roles: readonly RoleDraft[];
  readonly resources: readonly ResourceDraft[];
  readonly statements: readonly StatementDraft[];
  readonly exclusives: readonly string[];
}

export interface RoleDraft {
  readonly name: string;
  readonly includes: readonly string[];
  /** What stands after `for`; empty: subjects and groups, as by default. */
  readonly holders: readonly string[];
  readonly people?: PeopleDraft | undefined;
  readonly guards: readonly RoleGuard[];
}

/** A guard of a derived role, and what it says of the properties of the entity that the role is on. */
export interface RoleGuard {
  readonly text: string;
  readonly holds: (properties: Properties) => boolean;
}

export type PeopleDraft =
  | { readonly kind: "path"; readonly names: readonly string[] }
  | { readonly kind: "and" | "or" | "but not"; readonly left: PeopleDraft; readonly right: PeopleDraft };

export interface ResourceDraft {
  readonly name: string;
  readonly members: readonly string[];
  readonly roles: readonly RoleDraft[];
}

export interface StatementDraft {
  readonly label: string;
  readonly effect: "allow" | "deny" | "require";
  /** Without its label; with `on` only at top level. */
  readonly text: string;
  /** The resource in whose block it stands. */
  readonly inside?: string | undefined;
}

export interface EntityDraft {
  readonly type: string;
  readonly id: string;
  readonly properties?: Properties;
  readonly groups?: readonly RefDraft[];
  readonly parent?: readonly RefDraft[];
}

export type Properties = Readonly<Record<string, unknown>>;

export interface RefDraft {
  readonly type: string;
  readonly id: string;
}

export interface AssignmentDraft {
  readonly subject: RefDraft & { readonly role?: string };
  readonly role: string;
  readonly resource?: RefDraft;
  readonly notAfter?: string;
}

export interface FactsDraft {
  readonly entities: readonly EntityDraft[];
  readonly assignments: readonly AssignmentDraft[];
}

/** A request that fits the generated policies. */
export interface RequestDraft {
  readonly subject: EntityDraft;
  readonly action: { readonly name: string; readonly properties?: Properties };
  readonly resource: EntityDraft;
  readonly context: Properties;
}
