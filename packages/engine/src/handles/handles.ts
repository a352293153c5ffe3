import type { Action } from "@authz/model";
import { createPlan, type Plan } from "../compile/plan.ts";
import { peopleEverywhere } from "../compile/people.ts";
import { isText } from "../compile/primitives.ts";
import { reach } from "../compile/reached.ts";
import type { FactsTable, Versions } from "../facts/table.ts";
import type { Schema } from "../schema/schema.ts";
import { obtain as obtainIn } from "../values/obtain.ts";

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
  /** When it is replaced, the version of the facts that it had changes as well. */
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
  readonly #permissions: Permissions;
  #versions: Versions;
  #version = -1;
  /** Two bits for each permission, eight of them in a small integer. */
  #answers: number[] = [];

  constructor(subject: unknown, desk: Desk) {
    this.#subject = subject;
    this.#desk = desk;
    this.#permissions = desk.permissions;
    this.#versions = desk.current().table.versions;
  }

  can(permission: Permission, resource?: HandledResource, context?: unknown): boolean {
    if (context !== undefined || (resource !== undefined && !isBare(resource))) {
      if (resource === undefined && !this.#permissions.isEverywhere(permission)) return false;
      return this.#ask(permission, resource ?? { id: anyId }, context);
    }
    if (this.#versions.facts === this.#version && Numbered.isOf(permission, this.#permissions)) {
      const { number } = permission;
      const at = number >> 3;
      if (at < this.#answers.length) {
        const known = ((this.#answers[at] as number) >> shiftOf(number)) & 3;
        if (known !== unknown) return known === allowed;
      }
    }
    return this.#askAnew(permission, resource);
  }

  #askAnew(permission: Permission, resource: HandledResource | undefined): boolean {
    if (!this.#permissions.isEverywhere(permission)) return resource !== undefined && this.#ask(permission, resource);
    const answer = this.#ask(permission, { id: anyId });
    if (this.#desk.remembers && this.#permissions.isSteady(permission)) this.#remember(permission.number, answer);
    return answer;
  }

  #ask({ type, action }: Permission, { id, properties }: HandledResource, context?: unknown): boolean {
    const resource = { type, id, properties };
    return this.#desk.allows({ subject: this.#subject, action: { name: action }, resource, context });
  }

  #remember(number: number, answer: boolean): void {
    const { versions } = this.#desk.current().table;
    if (this.#versions !== versions || versions.facts !== this.#version) this.#answers.fill(0);
    this.#versions = versions;
    this.#version = versions.facts;
    const answers = this.#answers;
    while (answers.length <= number >> 3) answers.push(0);
    (answers[number >> 3] as number) |= (answer ? allowed : denied) << shiftOf(number);
  }
}

/** One that an engine has numbered. */
class Numbered implements Permission {
  readonly type: string;
  readonly action: string;
  readonly number: number;
  readonly #permissions: Permissions;

  constructor(type: string, action: string, number: number, permissions: Permissions) {
    this.type = type;
    this.action = action;
    this.number = number;
    this.#permissions = permissions;
  }

  static isOf(permission: Permission, permissions: Permissions): boolean {
    return #permissions in permission && permission.#permissions === permissions && permission.number >= 0;
  }

  get everywhere(): boolean {
    return this.#permissions.isEverywhere(this);
  }
}

interface Permissions {
  obtain(type: string, action: string): Permission;
  isEverywhere(permission: Permission): boolean;
  /** Does the answer stay until facts change? What holds for a time does not. */
  isSteady(permission: Permission): boolean;
}

function createPermissions(current: () => Current): Permissions {
  /** Types and actions are the policy's, so that callers cannot make it grow. */
  const byName = new Map<string, Map<string, Permission>>();
  let count = 0;
  const { knownOf, isSteady } = createKnowledge(current);

  function obtain(type: string, action: string): Permission {
    const known = byName.get(type)?.get(action);
    if (known !== undefined) return known;
    if (actionOf(type, action, current().schema) === undefined) return new Numbered(type, action, -1, permissions);
    const made = new Numbered(type, action, count++, permissions);
    obtainIn(byName, type, () => new Map<string, Permission>()).set(action, made);
    return made;
  }

  const permissions: Permissions = {
    obtain,
    isEverywhere: (permission) =>
      knownOf(permission, Numbered.isOf(permission, permissions) ? permission.number : -1).plan !== undefined,
    isSteady: (permission) => Numbered.isOf(permission, permissions) && isSteady(permission),
  };
  return permissions;
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

function shiftOf(number: number): number {
  return 2 * (number & 7);
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
