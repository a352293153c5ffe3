import type { Features } from "@authz/engine/core";
import type { Policy } from "@authz/model";

/** What of the language a policy uses. On doubt it does: what is said to be unused is not in the module. */
export function featuresOf(policy: Policy): Features {
  const used = { kinds: new Set<unknown>(), operators: new Set<unknown>() };
  collect(policy, used);
  const kinds = (...names: readonly string[]): boolean => names.some((name) => used.kinds.has(name));
  const operators = (...names: readonly string[]): boolean => names.some((name) => used.operators.has(name));
  const roles = [...policy.roles, ...policy.types.flatMap(({ resource }) => resource?.roles ?? [])];
  const guarded = [...policy.rules, ...policy.requirements, ...roles.flatMap(({ derived }) => derived ?? [])];
  return {
    explanations: false,
    conditions: guarded.some(({ guards }) => guards.length > 0),
    orders: operators("<", "<=", ">", ">="),
    containment: operators("contains", "containsAll", "containsAny"),
    inclusion: operators("in"),
    sums: kinds("add", "subtract"),
    patterns: kinds("like"),
    presence: kinds("has"),
    roleConditions: kinds("is"),
    addresses: kinds("ip"),
    durations: kinds("duration"),
    enums: kinds("enum"),
    entities: kinds("entity"),
    roles: roles.length > 0,
    hierarchies: roles.some(({ includes }) => includes.length > 0),
    derivedRoles: roles.some(({ derived }) => derived !== undefined),
    // `is` asks for what a member of a path would be.
    membership: kinds("member", "is"),
    exclusives: policy.exclusives.length > 0,
    parents: policy.types.some(({ resource }) => (resource?.parents ?? []).length > 0),
    scopes: policy.scopes.length > 0 || policy.requirements.some(({ scopes }) => scopes.length > 0),
    requirements: policy.requirements.length > 0,
  };
}

interface Used {
  readonly kinds: Set<unknown>;
  readonly operators: Set<unknown>;
}

/** Every `kind` and `operator` there is, wherever it stands. */
function collect(part: unknown, used: Used): void {
  if (typeof part !== "object" || part === null) return;
  const { kind, operator } = part as { readonly kind?: unknown; readonly operator?: unknown };
  used.kinds.add(kind);
  used.operators.add(operator);
  for (const inner of Object.values(part)) collect(inner, used);
}
