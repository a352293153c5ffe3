import { defaultLimits } from "@authz/model";
import { createPlan, type Plan } from "../compile/plan.ts";
import { peopleEverywhere } from "../compile/everywhere.ts";
import { reach } from "../compile/reached.ts";
import type { FactsTable } from "../facts/table.ts";
import type { Schema } from "../schema/schema.ts";

/** A subject that is asked about often: what was said of it when the handle was made. */
export interface SubjectHandle {
  /**
   * Whether `engine.allows` would say yes: by the policy and the facts of this very moment.
   * @param resource which one, with what is said of it; not needed when `permission.everywhere`, and without it everything else
   * is denied
   * @param context as in a request: time, token, active roles and what the policy declares
   */
  can(permission: Permission, resource?: HandledResource, context?: Readonly<Record<string, unknown>>): boolean;
}

export interface HandledResource {
  readonly id: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** An action on a type of resources, by the names that requests use. */
export interface Permission {
  readonly type: string;
  readonly action: string;
  /** Is the answer the same for every resource of the type, by the policy that decides now? */
  readonly everywhere: boolean;
  /** Its place among the engine's permissions; -1: the policy did not know the names when the handle was made. */
  readonly number: number;
}

export interface Handles {
  subject(subject: unknown): SubjectHandle;
  permission(type: string, action: string): Permission;
}

/** What handles remember is good for one state and one version of its facts. */
interface Current {
  readonly schema: Schema;
  readonly table: FactsTable;
}

/** What is known of a permission under one policy. */
interface Everywhere {
  readonly schema: Schema;
  readonly plan: Plan | undefined;
  /** The version of facts for which it is known whether the answer stays until they change. */
  version: number;
  steady: boolean;
}

const [unknown, denied, allowed] = [0, 1, 2];
/** Stands for every resource where it does not matter which. */
const anyId = "*";

/** @param remembers false: each question must reach `allows` */
export function createHandles(
  current: () => Current,
  allows: (request: unknown) => boolean,
  remembers: boolean,
): Handles {
  const permissions = createPermissions(current);

  function subject(asked: unknown): SubjectHandle {
    const copy = copied(asked);
    let answers = new Uint8Array();
    let schema: Schema | undefined;
    let version = -1;

    function askIn({ type, action }: Permission, { id, properties }: HandledResource, context?: unknown): boolean {
      return allows({ subject: copy, action: { name: action }, resource: { type, id, properties }, context });
    }

    function askEverywhere(permission: Permission): boolean {
      const { number } = permission;
      const answer = askIn(permission, { id: anyId });
      if (!remembers || !permissions.isSteady(permission)) return answer;
      if (number >= answers.length) answers = grown(answers, permissions.count());
      answers[number] = answer ? allowed : denied;
      return answer;
    }

    return {
      can(permission, resource, context) {
        if (context !== undefined || (resource !== undefined && !isBare(resource))) {
          if (resource === undefined && !permissions.isEverywhere(permission)) return false;
          return askIn(permission, resource ?? { id: anyId }, context);
        }
        const now = current();
        if (now.schema !== schema || now.table.versions.facts !== version) {
          answers.fill(unknown);
          ({ schema } = now);
          version = now.table.versions.facts;
        }
        const known = answers[permission.number];
        if (known !== undefined && known !== unknown && permissions.isOurs(permission)) return known === allowed;
        if (permissions.isEverywhere(permission)) return askEverywhere(permission);
        return resource !== undefined && askIn(permission, resource);
      },
    };
  }

  return { subject, permission: permissions.obtain };
}

function createPermissions(current: () => Current) {
  /** Types and actions are the policy's, so that callers cannot make it grow. */
  const numbered: Permission[] = [];
  const byName = new Map<string, Map<string, Permission>>();
  const everywhere: Everywhere[] = [];

  function isDeclared(type: string, action: string): boolean {
    const declared = current().schema.typesByWire.get(type)?.type.resource;
    return declared?.actions.some(({ wire }) => wire === action) === true;
  }

  function make(type: string, action: string, number: number): Permission {
    const made: Permission = {
      type,
      action,
      number,
      get everywhere() {
        return isEverywhere(made);
      },
    };
    return made;
  }

  function obtain(type: string, action: string): Permission {
    const known = byName.get(type)?.get(action);
    if (known !== undefined) return known;
    if (!isDeclared(type, action)) return make(type, action, -1);
    const made = make(type, action, numbered.length);
    numbered.push(made);
    const ofType = byName.get(type) ?? new Map<string, Permission>();
    byName.set(type, ofType.set(action, made));
    return made;
  }

  function isOurs(permission: Permission): boolean {
    return numbered[permission.number] === permission;
  }

  function knownOf({ type, action }: Permission, number: number): Everywhere {
    const { schema } = current();
    const before = everywhere[number];
    if (before !== undefined && before.schema === schema) return before;
    const entry = schema.typesByWire.get(type);
    const declared = entry?.type.resource?.actions.find(({ wire }) => wire === action);
    const people =
      entry === undefined || declared === undefined || declared.attributes.length > 0
        ? undefined
        : peopleEverywhere(declared.name, entry, schema);
    const plan = people && createPlan(people.roots, people.found, { schema, anonymous: false }, 0);
    const made: Everywhere = { schema, plan, version: -1, steady: false };
    if (number >= 0) everywhere[number] = made;
    return made;
  }

  function isEverywhere(permission: Permission): boolean {
    return knownOf(permission, isOurs(permission) ? permission.number : -1).plan !== undefined;
  }

  /** Does the answer stay until facts change? What holds for a time does not. */
  function isSteady(permission: Permission): boolean {
    if (!isOurs(permission)) return false;
    const known = knownOf(permission, permission.number);
    const { schema, table } = current();
    if (known.plan === undefined) return false;
    if (known.version === table.versions.facts) return known.steady;
    const reached = reach(known.plan, undefined, table, schema);
    known.version = table.versions.facts;
    known.steady = !reached.unclear && reached.timed.length === 0 && reached.many.length === 0;
    return known.steady;
  }

  return { obtain, isOurs, isEverywhere, isSteady, count: () => numbered.length };
}

/** Nothing but an id as requests have it: then what is remembered for every resource holds for this one. */
function isBare({ id, properties }: HandledResource): boolean {
  return properties === undefined && typeof id === "string" && id.length <= defaultLimits.requestStringLength;
}

/** What cannot be copied is no request that came as JSON: it is denied as the invalid one that it is. */
function copied(asked: unknown): unknown {
  try {
    return structuredClone(asked);
  } catch {
    return undefined;
  }
}

function grown(answers: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const longer = new Uint8Array(length);
  longer.set(answers);
  return longer;
}
