/** Searches of resources whose rules and roles have conditions of every kind that an index answers, beside some that none does. */
import { expect, test } from "@jest/globals";
import { parsePolicy } from "@authz/dsl";
import { compile, parseFacts, type Engine, type FactsChange, type Policy, type Ref } from "@authz/engine";
import fc from "fast-check";
import { numRuns } from "./engines.ts";

const atoms = [
  "resource.public",
  "not resource.public",
  'resource.kind == "b"',
  'resource.kind == "a"',
  'resource.kind in ["b", "c"]',
  "resource.tenant == subject.tenant",
  "subject.friend.tenant == resource.tenant",
  "resource.tenant in subject.tags",
  "resource.tenant in [subject.tenant, context.place]",
  "resource.labels contains subject.tenant",
  "context.place in resource.labels",
  'resource.labels contains any ["red", subject.tenant]',
  'resource.labels contains all ["red", "blue"]',
  "resource.owner == subject",
  "resource.owner == subject.friend",
  "subject in resource.team",
  "subject in resource.teams",
  "subject in resource.readers",
  "subject.friend in resource.teams",
  "resource.readers contains subject.friend",
  "resource.folder.tenant == subject.tenant",
  "resource.folder.owner == subject",
  "subject in resource.folder.owner.team",
  "resource.folder.open",
  "not resource.folder.open",
  'resource.parent.tenant == "red"',
  "resource.owner.tenant == resource.tenant",
  'resource.owner.tenant == "red"',
  "resource.folder == subject.home",
  "resource.parent == subject.home",
  'resource.id == "d1"',
  "resource.id == subject.id",
  'resource == Doc "d9"',
  "resource.level <= subject.level",
  "resource.level < 2",
  "resource.level >= 1",
  'resource.tenant like "r*"',
  "resource.level + 1 > subject.level",
  "resource.tenant != subject.tenant",
] as const;

const guardsOf = (of: readonly string[]): fc.Arbitrary<string> =>
  fc.letrec<{ guard: string }>((tie) => ({
    guard: fc.oneof(
      { depthSize: "small", maxDepth: 2 },
      { arbitrary: fc.constantFrom(...of), weight: 3 },
      { arbitrary: fc.tuple(tie("guard"), tie("guard")).map(([left, right]) => `(${left} and ${right})`), weight: 1 },
      { arbitrary: fc.tuple(tie("guard"), tie("guard")).map(([left, right]) => `(${left} or ${right})`), weight: 1 },
    ),
  })).guard;
const guards = guardsOf(atoms);
/** Who is in a group is not asked there. */
const ofRoles = guardsOf(atoms.filter((atom) => !/^subject(.friend)? in/.test(atom)));

const people = [
  "User",
  "anyone",
  "owner",
  "readers",
  "boss",
  "peer",
  "viewer",
  "parent.boss",
  "folder.keeper",
  "clerk",
];
const effects = ["allow", "allow", "allow", "deny"];
const rules = fc
  .tuple(fc.constantFrom(...effects), fc.constantFrom(...people), fc.option(guards))
  .map(([effect, who, guard]) => `${effect} ${who} to read${guard === null ? "" : ` when ${guard}`}`);

const policies = fc.tuple(ofRoles, ofRoles, fc.array(rules, { minLength: 1, maxLength: 4 }), fc.boolean()).map(
  ([boss, peer, statements, special]) => `
subject User { tenant: string  level: number  tags: set of string  friend: User  home: Folder  team: Team }
group Team of User, Team
role clerk
context { place: string }
resource Folder in Folder {
  tenant: string  owner: User  open: boolean = true
  role boss for User
  role keeper if owner
  action open
  allow keeper, boss to open
}
resource Doc in Folder, Doc {
  tenant: string  kind: "a" | "b" | "c" = "a"  public: boolean = false  level: number
  owner: User  team: Team  readers: set of User  teams: set of Team  labels: set of string  folder: Folder
  role boss if User when ${boss}
  role peer if owner or boss when ${peer}
  role viewer if peer or parent.boss
  action read
  ${statements.join("\n  ")}
}
${special ? 'allow User to read on Doc "d2", Doc "d8"' : ""}
`,
);

const ids = (letter: string, count: number): fc.Arbitrary<string> =>
  fc.nat(count - 1).map((number) => `${letter}${number}`);
const refs = (type: string, letter: string, count: number): fc.Arbitrary<Ref> =>
  ids(letter, count).map((id) => ({ type, id }));
const [user, folder, doc, team] = [
  refs("User", "u", 3),
  refs("Folder", "f", 3),
  refs("Doc", "d", 8),
  refs("Team", "t", 3),
];
const color = fc.constantFrom("red", "blue", "d1");
const level = fc.nat(3);
const some = <T>(items: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.uniqueArray(items, { maxLength: 2, selector: (item) => JSON.stringify(item) });
const ofUser = { tenant: color, level, tags: some(color), friend: user, home: folder, team };
const described = <T>(members: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<Partial<T>> =>
  fc.record(members, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;

const entities = fc.oneof(
  fc
    .record({ ref: user, properties: described(ofUser), groups: some(team) })
    .map(({ ref, ...rest }) => ({ ...ref, ...rest })),
  fc.record({ ref: team, groups: some(team) }).map(({ ref, ...rest }) => ({ ...ref, ...rest })),
  fc
    .record({
      ref: folder,
      properties: described({ tenant: color, owner: user, open: fc.boolean() }),
      parent: some(folder),
    })
    .map(({ ref, ...rest }) => ({ ...ref, ...rest })),
  fc
    .record({
      ref: doc,
      properties: described({
        tenant: color,
        kind: fc.constantFrom("a", "b", "c"),
        public: fc.boolean(),
        level,
        owner: user,
        team,
        readers: some(user),
        teams: some(team),
        labels: some(color),
        folder,
      }),
      parent: some(fc.oneof(folder, doc)),
    })
    .map(({ ref, ...rest }) => ({ ...ref, ...rest })),
);

const assignments = fc.oneof(
  fc.record({ subject: user, role: fc.constant("boss"), resource: folder }),
  fc.record({ subject: user, role: fc.constant("clerk") }),
);

const changes: fc.Arbitrary<FactsChange> = fc.oneof(
  entities.map((put) => ({ put }) as FactsChange),
  entities.map(({ type, id }) => ({ delete: { type, id } })),
  assignments.map((assign) => ({ assign })),
);

const runs = fc.record({
  text: policies,
  start: fc.array(entities, { minLength: 5, maxLength: 25 }),
  assigned: fc.array(assignments, { maxLength: 2 }),
  changes: fc.array(changes, { maxLength: 12 }),
  said: fc.option(described(ofUser)),
  place: fc.option(color),
  limit: fc.integer({ min: 1, max: 3 }),
});

function policyOf(text: string): Policy {
  const { policy, diagnostics } = parsePolicy([{ name: "p.authz", text }]);
  if (policy === undefined) throw new Error(`${text}\n${diagnostics.map(({ message }) => message).join("\n")}`);
  return policy;
}

/** Named by facts or policy. */
function isKnown(id: string, engine: Engine, text: string): boolean {
  const facts = Array.from(engine.facts.jsonLines()).join("");
  return facts.includes(`{"type":"Doc","id":"${id}"`) || text.includes(`Doc "${id}"`);
}

function pagesOf(engine: Engine, search: Parameters<Engine["search"]["resources"]>[0], limit: number): readonly Ref[] {
  const found: Ref[] = [];
  for (let page = engine.search.resources({ ...search, limit }); ;) {
    expect(page.results.length).toBeLessThanOrEqual(limit);
    found.push(...page.results);
    if (page.cursor === undefined) return found;
    page = engine.search.resources({ ...search, limit, cursor: page.cursor });
  }
}

function expectSubjects(engine: Engine, slow: Engine, asked: { resource: object; context?: object }): void {
  const search = { type: "User", action: "read", ...(asked as { resource: Ref }) };
  const facts = Array.from(engine.facts.jsonLines()).join("");
  const known = ["d1", "u0", "u1", "u2"].filter((id) => facts.includes(`{"type":"User","id":"${id}"`));
  const expected = known.filter((id) =>
    slow.allows({ ...asked, subject: { type: "User", id }, action: { name: "read" } }),
  );
  expect(engine.search.subjects(search).results.map(({ id }) => id)).toEqual(expected);
}

test("conditions, indexes and changes of facts: what is found is what the interpreter allows, page by page too", () => {
  fc.assert(
    fc.property(runs, ({ text, start, assigned, changes: later, said, place, limit }) => {
      const policy = policyOf(text);
      const unique = [...new Map(start.map((entity) => [`${entity.type} ${entity.id}`, entity])).values()];
      const { facts } = parseFacts(policy, { entities: unique, assignments: assigned });
      if (facts === undefined) throw new Error("facts do not fit");
      const engine = compile(policy, { facts });
      const slow = compile(policy, { facts, onDecision: () => undefined });
      const properties = said === null ? {} : { properties: said };
      const context = place === null ? {} : { context: { place } };
      const asked = [
        { type: "User", id: "u0", ...properties },
        { type: "User", id: "d1" },
        { type: "anonymous", id: "" },
      ];
      for (const change of [undefined, ...later]) {
        if (change !== undefined) for (const each of [engine, slow]) each.facts.apply([change]);
        for (const resource of [
          { type: "Doc", id: "d1" },
          { type: "Doc", id: "d2", properties: { public: true } },
        ])
          expectSubjects(engine, slow, { resource, ...context });
        for (const subject of asked) {
          const search = { type: "Doc", action: "read", subject, ...context };
          const allows = (id: string): boolean =>
            slow.allows({ subject, action: { name: "read" }, resource: { type: "Doc", id }, ...context });
          const expected = Array.from({ length: 10 }, (_, number) => `d${number}`).filter(
            (id) => isKnown(id, engine, text) && allows(id),
          );
          expect(engine.search.resources(search).results.map(({ id }) => id)).toEqual(expected);
          expect(pagesOf(engine, search, limit).map(({ id }) => id)).toEqual(expected);
        }
      }
    }),
    { numRuns: 3 * numRuns },
  );
});
