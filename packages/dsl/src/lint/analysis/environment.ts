import type { Attribute, EntityType, People, Policy, Statement, Type } from "@authz/model";
import type { GuardEntry } from "../index/entries.ts";
import { typesOf } from "./coverage.ts";

/** What the roots of a condition can be. */
export interface Environment {
  readonly policy: Policy;
  readonly types: ReadonlyMap<string, EntityType>;
  /** What `subject` can be. */
  readonly subjects: readonly string[];
  /** What `resource` can be; empty in the guard of an application-wide role. */
  readonly resources: readonly string[];
  readonly actions: readonly (readonly Attribute[])[];
}

/** Environments of one policy; the table of its types is made once. */
export interface Environments {
  of(statement: Statement & { readonly who?: People }): Environment;
  ofGuard(guard: GuardEntry): Environment;
}

export function createEnvironments(policy: Policy): Environments {
  const types = new Map(policy.types.map((type) => [type.name, type]));
  const everybody = policy.types.flatMap((type) => (type.subject ? [type.name] : []));
  const subjectsOf = (people: People): readonly string[] => {
    const narrowed = typesOf(people);
    return narrowed === undefined ? everybody : everybody.filter((type) => narrowed.has(type));
  };
  const of = ({ who, targets }: Statement & { readonly who?: People }): Environment => ({
    policy,
    types,
    subjects: who === undefined ? everybody : subjectsOf(who),
    resources: [...new Set(targets.map(({ type }) => type))],
    actions: targets.flatMap(({ type, actions }) => {
      const named = new Set(actions);
      const declared = types.get(type)?.resource?.actions ?? [];
      return declared.filter(({ name }) => named.has(name)).map(({ attributes }) => attributes);
    }),
  });
  return {
    of,
    ofGuard({ of: owner }) {
      if (!("on" in owner.model) && "targets" in owner.model) return of(owner.model);
      const role = owner.model as { readonly on?: string };
      return { policy, types, subjects: everybody, resources: role.on === undefined ? [] : [role.on], actions: [] };
    },
  };
}

export function isOneType(types: readonly Type[], kind: Type["kind"]): boolean {
  return types.length > 0 && types.every((type) => type.kind === kind);
}
