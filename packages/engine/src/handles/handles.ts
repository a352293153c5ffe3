import type { Action } from "@authz/model";
import { createPlan, type Plan } from "../compile/plan.ts";
import { peopleEverywhere } from "../compile/people.ts";
import { isText } from "../compile/primitives.ts";
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

/** What all handles of an engine work with. */
interface Desk {
  readonly current: () => Current;
  readonly allows: (request: unknown) => boolean;
  readonly permissions: Permissions;
  /** False: each question must reach `allows`. */
  readonly remembers: boolean;
}

export function createHandles(
  current: () => Current,
  allows: (request: unknown) => boolean,
  remembers: boolean,
): Handles {
  const permissions = createPermissions(current);
  const desk: Desk = { current, allows, permissions, remembers };
  return {
    subject: (asked) => new Handle(copied(asked), desk),
    permission: (type, action) => permissions.obtain(type, action),
  };
}

/** A class, since the machine makes calls of its method faster than those of functions that are made for each handle. */
class Handle implements SubjectHandle {
  readonly #subject: unknown;
  readonly #desk: Desk;
  #schema: Schema | undefined = undefined;
  #version = -1;
  #answers = new Uint8Array();

  constructor(subject: unknown, desk: Desk) {
    this.#subject = subject;
    this.#desk = desk;
  }

  can(permission: Permission, resource?: HandledResource, context?: unknown): boolean {
    const { current, permissions } = this.#desk;
    if (context !== undefined || (resource !== undefined && !isBare(resource))) {
      if (resource === undefined && !permissions.isEverywhere(permission)) return false;
      return this.#ask(permission, resource ?? { id: anyId }, context);
    }
    const { schema, table } = current();
    if (schema !== this.#schema || table.versions.facts !== this.#version) {
      this.#answers.fill(unknown);
      this.#schema = schema;
      this.#version = table.versions.facts;
    }
    const known = this.#answers[permission.number];
    if (known !== undefined && known !== unknown && permissions.isOurs(permission)) return known === allowed;
    if (permissions.isEverywhere(permission)) return this.#askEverywhere(permission);
    return resource !== undefined && this.#ask(permission, resource);
  }

  #ask({ type, action }: Permission, { id, properties }: HandledResource, context?: unknown): boolean {
    const resource = { type, id, properties };
    return this.#desk.allows({ subject: this.#subject, action: { name: action }, resource, context });
  }

  #askEverywhere(permission: Permission): boolean {
    const answer = this.#ask(permission, { id: anyId });
    const { permissions, remembers } = this.#desk;
    if (!remembers || !permissions.isSteady(permission)) return answer;
    if (permission.number >= this.#answers.length) this.#answers = grown(this.#answers, permissions.count());
    this.#answers[permission.number] = answer ? allowed : denied;
    return answer;
  }
}

interface Permissions {
  obtain(type: string, action: string): Permission;
  isOurs(permission: Permission): boolean;
  isEverywhere(permission: Permission): boolean;
  /** Does the answer stay until facts change? What holds for a time does not. */
  isSteady(permission: Permission): boolean;
  count(): number;
}

function createPermissions(current: () => Current): Permissions {
  /** Types and actions are the policy's, so that callers cannot make it grow. */
  const numbered: Permission[] = [];
  const byName = new Map<string, Map<string, Permission>>();
  const isOurs = (permission: Permission): boolean => numbered[permission.number] === permission;
  const { knownOf, isSteady } = createKnowledge(current);
  const isEverywhere = (permission: Permission): boolean =>
    knownOf(permission, isOurs(permission) ? permission.number : -1).plan !== undefined;

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
    if (actionOf(type, action, current().schema) === undefined) return make(type, action, -1);
    const made = make(type, action, numbered.length);
    numbered.push(made);
    const ofType = byName.get(type) ?? new Map<string, Permission>();
    byName.set(type, ofType.set(action, made));
    return made;
  }

  return {
    obtain,
    isOurs,
    isEverywhere,
    isSteady: (permission) => isOurs(permission) && isSteady(permission),
    count: () => numbered.length,
  };
}

/** What is known of permissions, by number, until the policy changes. */
function createKnowledge(current: () => Current) {
  const everywhere: Everywhere[] = [];

  function knownOf({ type, action }: Permission, number: number): Everywhere {
    const { schema } = current();
    const before = everywhere[number];
    if (before?.schema === schema) return before;
    const made: Everywhere = { schema, plan: planOf(type, action, schema), version: -1, steady: false };
    if (number >= 0) everywhere[number] = made;
    return made;
  }

  function isSteady(permission: Permission): boolean {
    const known = knownOf(permission, permission.number);
    const { schema, table } = current();
    if (known.plan === undefined || known.version === table.versions.facts) return known.steady;
    const reached = reach(known.plan, undefined, table, schema);
    known.version = table.versions.facts;
    known.steady = !reached.unclear && reached.timed.length === 0 && reached.many.length === 0;
    return known.steady;
  }

  return { knownOf, isSteady };
}

function actionOf(type: string, action: string, schema: Schema): Action | undefined {
  return schema.typesByWire.get(type)?.type.resource?.actions.find(({ wire }) => wire === action);
}

/** Undefined: the answer may differ from one resource to another. */
function planOf(type: string, action: string, schema: Schema): Plan | undefined {
  const entry = schema.typesByWire.get(type);
  const declared = actionOf(type, action, schema);
  if (entry === undefined || declared === undefined || declared.attributes.length > 0) return undefined;
  const people = peopleEverywhere(declared.name, entry, schema);
  return people && createPlan(people.roots, people.found, { schema, anonymous: false }, 0);
}

/** Nothing but an id as requests have it: then what is remembered for every resource holds for this one. */
function isBare({ id, properties }: HandledResource): boolean {
  return properties === undefined && isText(id);
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
