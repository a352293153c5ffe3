import type { Action, Attribute, EntityType, Policy, PolicyRule, Requirement, Role, Statement } from "@authz/model";

/** A policy made ready for look-ups; Maps only, since names are hostile. */
export interface Schema {
  readonly policy: Policy;
  readonly types: ReadonlyMap<string, TypeEntry>;
  readonly typesByWire: ReadonlyMap<string, TypeEntry>;
  /** Application-wide roles. */
  readonly roles: RoleTable;
  /** What the context and the token of requests may hold, as the wire spells it. */
  readonly contextWires: readonly string[];
  readonly tokenWires: readonly string[];
}

export interface TypeEntry {
  readonly type: EntityType;
  readonly attributes: ReadonlyMap<string, Attribute>;
  /** Their names as the wire spells them. */
  readonly wires: readonly string[];
  readonly actionsByWire: ReadonlyMap<string, Action>;
  /** Roles on resources of this type. */
  readonly roles: RoleTable;
  /** By action: what speaks of it on the type, or on some resource of the type. */
  readonly rules: ReadonlyMap<string, readonly PolicyRule[]>;
  readonly requirements: ReadonlyMap<string, readonly Requirement[]>;
}

export interface RoleTable {
  readonly byName: ReadonlyMap<string, Role>;
  readonly byWire: ReadonlyMap<string, Role>;
  /** Role → the roles that include it directly. */
  readonly seniors: ReadonlyMap<string, readonly string[]>;
  /** Role → itself and every role that it includes, at any distance. */
  readonly juniors: ReadonlyMap<string, ReadonlySet<string>>;
}

const schemas = new WeakMap<Policy, Schema>();

/** A policy never changes, so it has one. */
export function createSchema(policy: Policy): Schema {
  const known = schemas.get(policy);
  if (known !== undefined) return known;
  const rules = byTypeAndAction(policy.rules);
  const requirements = byTypeAndAction(policy.requirements);
  const none = new Map();
  const entries = policy.types.map((type) =>
    createEntry(type, rules.get(type.name) ?? none, requirements.get(type.name) ?? none),
  );
  const schema: Schema = {
    policy,
    types: new Map(entries.map((entry) => [entry.type.name, entry])),
    typesByWire: new Map(entries.map((entry) => [entry.type.wire, entry])),
    roles: createRoleTable(policy.roles),
    contextWires: policy.context.map(({ wire }) => wire),
    tokenWires: policy.token.map(({ wire }) => wire),
  };
  schemas.set(policy, schema);
  return schema;
}

function createEntry(type: EntityType, rules: TypeEntry["rules"], requirements: TypeEntry["requirements"]): TypeEntry {
  return {
    type,
    attributes: new Map(type.attributes.map((attribute) => [attribute.name, attribute])),
    wires: type.attributes.map(({ wire }) => wire),
    actionsByWire: new Map(type.resource?.actions.map((action) => [action.wire, action])),
    roles: createRoleTable(type.resource?.roles ?? []),
    rules,
    requirements,
  };
}

/** In the order of the policy, each statement once. */
function byTypeAndAction<S extends Statement>(statements: readonly S[]): ReadonlyMap<string, ReadonlyMap<string, S[]>> {
  const found = new Map<string, Map<string, S[]>>();
  for (const statement of statements)
    for (const { type, actions } of statement.targets) {
      const ofType = found.get(type) ?? new Map<string, S[]>();
      found.set(type, ofType);
      for (const action of actions) {
        const list = ofType.get(action);
        if (list === undefined) ofType.set(action, [statement]);
        else if (list.at(-1) !== statement) list.push(statement);
      }
    }
  return found;
}

function createRoleTable(roles: readonly Role[]): RoleTable {
  const byName = new Map(roles.map((role) => [role.name, role]));
  const seniors = new Map<string, string[]>(roles.map((role) => [role.name, []]));
  for (const role of roles) for (const junior of role.includes) seniors.get(junior)?.push(role.name);
  return {
    byName,
    byWire: new Map(roles.map((role) => [role.wire, role])),
    seniors,
    juniors: new Map(roles.map((role) => [role.name, closure(role.name, byName)])),
  };
}

function closure(name: string, roles: ReadonlyMap<string, Role>): ReadonlySet<string> {
  const found = new Set([name]);
  for (const role of found) for (const junior of roles.get(role)?.includes ?? []) found.add(junior);
  return found;
}
