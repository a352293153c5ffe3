import type { Attribute, EntityType, Policy, Role, Type } from "@authz/dsl";
import type { AssignmentData } from "@authz/engine";
import fc from "fast-check";
import type { EntityDraft, Properties, RefDraft, RequestDraft } from "./draft.ts";

/** Facts and requests for whatever policy: a few entities of each type, with the values that its conditions speak of. */
export interface World {
  readonly facts: { readonly entities: readonly EntityDraft[]; readonly assignments: readonly AssignmentData[] };
  readonly requests: readonly RequestDraft[];
}

export const now = "2026-06-01T12:00:00Z";
const idsOfType = ["a", "b"];
const absent = fc.constant(undefined);

/** Constants of the policy, so that comparisons come out either way. */
interface Constants {
  readonly strings: readonly string[];
  readonly numbers: readonly number[];
  readonly ids: ReadonlyMap<string, readonly string[]>;
}

export function worlds(policy: Policy): fc.Arbitrary<World> {
  const constants = constantsOf(policy);
  return fc.record({
    facts: fc.record({
      entities: fc
        .tuple(
          ...policy.types.flatMap((type) => refsTo(type, constants).map((ref) => entity(type, ref, policy, constants))),
        )
        .map((entities) => entities.filter((each) => each !== undefined)),
      assignments: assignments(policy, constants),
    }),
    requests: fc.array(request(policy, constants), { minLength: 1, maxLength: 6 }),
  });
}

/** Whatever stands in the policy as text or number; types have few ids, those that it names among them. */
function constantsOf(policy: Policy): Constants {
  const strings = new Set(["", "x"]);
  const numbers = new Set([0, 1]);
  const ids = new Map<string, string[]>();
  const open: unknown[] = [policy.rules, policy.requirements, policy.roles, policy.types];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value === "string") strings.add(value.replaceAll("*", ""));
    else if (typeof value === "number") for (const near of [-1, 0, 1]) numbers.add(value + near);
    else if (typeof value === "object" && value !== null) {
      const { type, id } = value as { readonly type?: unknown; readonly id?: unknown };
      if (typeof type === "string" && typeof id === "string") ids.set(type, [...(ids.get(type) ?? []), id]);
      const { origin: _, doc: __, kind: ___, ...members } = value as Readonly<Record<string, unknown>>;
      open.push(
        ...(Array.isArray(value) ? (value as unknown[]) : Object.values(members)).filter((part) => part !== undefined),
      );
    }
  }
  return { strings: [...strings], numbers: [...numbers], ids };
}

function refsTo(type: EntityType, { ids }: Constants): readonly RefDraft[] {
  const all = new Set([...idsOfType, ...(ids.get(type.name) ?? []).slice(0, 2)]);
  return [...all].map((id) => ({ type: type.wire, id }));
}

function refs(names: readonly string[], policy: Policy, constants: Constants): readonly RefDraft[] {
  return policy.types.filter(({ name }) => names.includes(name)).flatMap((type) => refsTo(type, constants));
}

/** Now and then one that is not described at all. */
function entity(
  type: EntityType,
  ref: RefDraft,
  policy: Policy,
  constants: Constants,
): fc.Arbitrary<EntityDraft | undefined> {
  const parents = refs(type.resource?.parents ?? [], policy, constants);
  const groups = policy.types.filter(({ members }) => members?.includes(type.name) === true).map(({ name }) => name);
  const described = fc
    .record({
      properties: properties(type.attributes, policy, constants),
      parent: some(parents),
      groups: some(refs(groups, policy, constants)),
    })
    .map((parts) => ({
      ...ref,
      properties: parts.properties,
      ...(parents.length === 0 ? {} : { parent: parts.parent }),
      ...(groups.length === 0 ? {} : { groups: parts.groups }),
    }));
  return fc.oneof({ weight: 9, arbitrary: described }, { weight: 1, arbitrary: absent });
}

/** Two at most. */
function some(all: readonly RefDraft[]): fc.Arbitrary<readonly RefDraft[]> {
  return fc.subarray([...all], { maxLength: Math.min(2, all.length) });
}

/** Required ones are missing now and then: then conditions are unknown. */
function properties(attributes: readonly Attribute[], policy: Policy, constants: Constants): fc.Arbitrary<Properties> {
  const members = attributes.map(({ wire, type }) => [wire, { value: valueOf(type, policy, constants) }] as const);
  return fc
    .tuple(
      ...members.map(([wire, { value }]) =>
        fc.oneof(
          { weight: 4, arbitrary: value.map((held) => [[wire, held]]) },
          { weight: 1, arbitrary: fc.constant([]) },
        ),
      ),
    )
    .map((entries) => Object.fromEntries(entries.flat() as [string, unknown][]));
}

function valueOf(type: Type, policy: Policy, constants: Constants): fc.Arbitrary<unknown> {
  switch (type.kind) {
    case "string":
      return fc.constantFrom(...constants.strings);
    case "number":
      return fc.constantFrom(...constants.numbers);
    case "boolean":
      return fc.boolean();
    case "time":
      return fc.constantFrom(now, "2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z");
    case "duration":
      return fc.constantFrom("15m", "1h", "30d");
    case "ip":
      return fc.constantFrom("10.1.2.3", "192.0.2.1", "2001:db8::1");
    case "enum":
      return fc.constantFrom(...type.values);
    case "entity": {
      const all = refs(type.types, policy, constants);
      return fc.constantFrom(...all.map(({ type: of, id }) => ({ type: of, id })));
    }
    case "set":
      return fc.array(valueOf(type.of, policy, constants), { maxLength: 3 });
    case "record":
      return fc
        .tuple(
          ...type.attributes.map((one) =>
            valueOf(one.type, policy, constants).map((value) => [one.wire, value] as const),
          ),
        )
        .map((entries) => Object.fromEntries(entries));
  }
}

function assignments(policy: Policy, constants: Constants): fc.Arbitrary<readonly AssignmentData[]> {
  const roles = [...policy.roles, ...policy.types.flatMap((type) => type.resource?.roles ?? [])];
  const choices = roles.filter((role) => role.holders.length > 0);
  if (choices.length === 0) return fc.constant([]);
  const one = fc.constantFrom(...choices).chain((role) => {
    const on = refs(role.on === undefined ? [] : [role.on], policy, constants);
    return fc
      .tuple(fc.constantFrom(...holdersOf(role, policy, constants)), on.length === 0 ? absent : fc.constantFrom(...on))
      .map(([subject, resource]) => ({ subject, role: role.wire, ...(resource === undefined ? {} : { resource }) }));
  });
  return fc.array(one, { maxLength: 8 });
}

function holdersOf({ holders }: Role, policy: Policy, constants: Constants): readonly AssignmentData["subject"][] {
  return holders.flatMap((holder): readonly AssignmentData["subject"][] => {
    const named = refs([holder.type], policy, constants);
    if (holder.kind === "entity") return named;
    if (holder.kind === "all") return [{ type: named[0]?.type ?? "", id: "*" }];
    const type = policy.types.find(({ name }) => name === holder.type);
    const role = type?.resource?.roles.find(({ name }) => name === holder.role);
    return named.map((ref) => ({ ...ref, role: role?.wire ?? holder.role }));
  });
}

function request(policy: Policy, constants: Constants): fc.Arbitrary<RequestDraft> {
  const subjects = refs(
    policy.types.filter(({ subject }) => subject).map(({ name }) => name),
    policy,
    constants,
  );
  const asked = policy.types.flatMap((type) =>
    (type.resource?.actions ?? []).flatMap((action) =>
      refsTo(type, constants).map((resource) => ({ action, resource })),
    ),
  );
  return fc
    .record({
      subject: fc.constantFrom(...subjects, { type: "anonymous", id: "" }),
      asked: fc.constantFrom(...asked),
      context: properties(policy.context, policy, constants),
      token: fc.option(
        properties(
          policy.token.filter(({ name }) => !timed.has(name)),
          policy,
          constants,
        ),
        { nil: undefined },
      ),
    })
    .chain(({ subject, asked: { action, resource }, context, token }) =>
      properties(action.attributes, policy, constants).map((given) => ({
        subject,
        action: { name: action.wire, properties: given },
        resource,
        context: { ...context, time: now, ...(token === undefined ? {} : { token: onWire(token) }) },
      })),
    );
}

/** Numbers of seconds on the wire: left away. */
const timed: ReadonlySet<string> = new Set(["auth_time", "exp", "nbf", "iat"]);

/** A token's scope is one text. */
function onWire({ scope, ...claims }: Properties): Properties {
  return scope === undefined ? claims : { ...claims, scope: (scope as readonly string[]).join(" ") };
}
