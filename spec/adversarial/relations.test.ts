/** Graphs of facts on purpose: cycles, depth, fan-out, wildcards, and every small graph against an independent evaluator. */
import { describe, expect, test } from "@jest/globals";
import { parsePolicy } from "@authz/dsl";
import { compile, parseFacts, type AssignmentData, type Engine, type EntityData } from "@authz/engine";

const source = `
subject User
subject Robot
group Team of User, Robot, Team
resource Folder in Folder {
  blocked?: set of User | Team
  role member for User, Team, all User, Folder.member
  role owner for User, Team, Folder.viewer
  role viewer for User, Team, all User, Folder.member if owner or parent.viewer
  role reader if viewer but not blocked
  action read, open, own
  allow viewer to open
  allow reader to read
  allow owner to own
}
`;

function engineOf(entities: readonly EntityData[], assignments: readonly AssignmentData[]): Engine {
  const { policy, diagnostics } = parsePolicy([{ name: "p.authz", text: source }]);
  if (policy === undefined) throw new Error(JSON.stringify(diagnostics));
  const { facts } = parseFacts(policy, { entities, assignments });
  if (facts === undefined) throw new Error("the facts do not fit");
  return compile(policy, { facts });
}

const user = (id: string) => ({ type: "User", id });
const folder = (id: string) => ({ type: "Folder", id });
const team = (id: string) => ({ type: "Team", id });
const may = (engine: Engine, subject: { type: string; id: string }, action: string, id: string): boolean =>
  engine.allows({ subject, action: { name: action }, resource: folder(id) });

describe("cycles end", () => {
  test("of parents, of groups, and of roles through one another", () => {
    const engine = engineOf(
      [
        { ...folder("a"), parent: folder("b") },
        { ...folder("b"), parent: [folder("a"), folder("b")] },
        { ...user("ana"), groups: team("x") },
        { ...team("x"), groups: team("y") },
        { ...team("y"), groups: [team("x"), team("y")] },
      ],
      [
        { subject: { ...folder("a"), role: "member" }, role: "member", resource: folder("b") },
        { subject: { ...folder("b"), role: "member" }, role: "member", resource: folder("a") },
        { subject: { ...folder("b"), role: "member" }, role: "viewer", resource: folder("a") },
        { subject: team("y"), role: "member", resource: folder("b") },
      ],
    );
    expect(may(engine, user("ana"), "open", "a")).toBe(true);
    expect(may(engine, user("ana"), "open", "b")).toBe(true);
    expect(may(engine, user("bo"), "open", "a")).toBe(false);
  });

  test("and what was found while one was cut does not answer the next question", () => {
    const engine = engineOf(
      [
        { ...folder("a"), parent: folder("b") },
        { ...folder("b"), parent: folder("a") },
      ],
      [{ subject: user("ana"), role: "owner", resource: folder("b") }],
    );
    for (const first of ["a", "b"]) {
      for (const second of ["b", "a"]) {
        expect(may(engine, user("bo"), "open", first)).toBe(false);
        expect(may(engine, user("ana"), "open", second)).toBe(true);
      }
    }
  });
});

describe("depth and breadth", () => {
  const depth = 100_000;
  const chain = Array.from({ length: depth }, (_, index) => ({
    ...folder(String(index)),
    ...(index === 0 ? {} : { parent: folder(String(index - 1)) }),
  }));

  test("a chain of 100,000 parents is followed to its end", () => {
    const engine = engineOf(chain, [{ subject: user("ana"), role: "owner", resource: folder("0") }]);
    expect(may(engine, user("ana"), "open", String(depth - 1))).toBe(true);
    expect(may(engine, user("bo"), "open", String(depth - 1))).toBe(false);
  });

  test("and so is one of 100,000 groups", () => {
    const groups = Array.from({ length: depth }, (_, index) => ({
      ...team(String(index)),
      ...(index === 0 ? {} : { groups: team(String(index - 1)) }),
    }));
    const engine = engineOf(
      [...groups, { ...user("ana"), groups: team(String(depth - 1)) }],
      [{ subject: team("0"), role: "owner", resource: folder("a") }],
    );
    expect(may(engine, user("ana"), "own", "a")).toBe(true);
    expect(engine.search.subjects({ type: "User", action: "own", resource: folder("a") }).results).toEqual([
      user("ana"),
    ]);
  });

  test("a hub that everything hangs on costs a stranger's neighbour nothing", () => {
    const crowd = Array.from({ length: 100_000 }, (_, index) => ({ ...user(`u${index}`), groups: team("hub") }));
    const engine = engineOf(
      [...crowd, { ...user("ana"), groups: team("small") }],
      [
        { subject: team("hub"), role: "owner", resource: folder("a") },
        { subject: team("small"), role: "owner", resource: folder("b") },
      ],
    );
    let reads = 0;
    const counted = engine.needs({ subject: user("ana"), action: { name: "own" }, resource: folder("b") });
    for (const _ of [...counted.entities, ...counted.assignments]) reads += 1;
    expect(reads).toBeLessThan(20);
    expect(may(engine, user("ana"), "own", "b")).toBe(true);
    expect(may(engine, user("u99999"), "own", "a")).toBe(true);
    expect(may(engine, user("u99999"), "own", "b")).toBe(false);
  });

  test("a thousand groups of a thousand resources", () => {
    const engine = engineOf(
      [{ ...user("ana"), groups: Array.from({ length: 1000 }, (_, index) => team(`t${index}`)) }],
      Array.from({ length: 1000 }, (_, index) => ({
        subject: team(`t${index}`),
        role: "owner",
        resource: folder(`f${index % 1000}`),
      })),
    );
    const { results } = engine.search.resources({ type: "Folder", action: "own", subject: user("ana") });
    expect(results).toHaveLength(1000);
  });
});

describe("wildcards", () => {
  test("everyone of a type is of that type, and what is taken away stays away", () => {
    const engine = engineOf(
      [
        { ...folder("a"), properties: { blocked: [user("bad"), team("t")] } },
        { ...user("in"), groups: team("t") },
      ],
      [{ subject: user("*"), role: "viewer", resource: folder("a") }],
    );
    expect(may(engine, user("anybody"), "read", "a")).toBe(true);
    expect(may(engine, user("bad"), "read", "a")).toBe(false);
    expect(may(engine, user("in"), "read", "a")).toBe(false);
    expect(may(engine, { type: "Robot", id: "r" }, "read", "a")).toBe(false);
    expect(may(engine, { type: "anonymous", id: "" }, "read", "a")).toBe(false);
    expect(may(engine, user("*"), "read", "a")).toBe(true);
  });

  test("everyone, and whoever has a role there, beside one another", () => {
    const engine = engineOf(
      [],
      [
        { subject: user("*"), role: "member", resource: folder("club") },
        { subject: { ...folder("club"), role: "member" }, role: "viewer", resource: folder("a") },
        { subject: { ...folder("a"), role: "viewer" }, role: "owner", resource: folder("b") },
        { subject: user("ana"), role: "owner", resource: folder("c") },
      ],
    );
    for (const id of ["ana", "bo"]) expect(may(engine, user(id), "own", "b")).toBe(true);
    expect(may(engine, { type: "Robot", id: "r" }, "own", "b")).toBe(false);
    expect(may(engine, user("bo"), "own", "c")).toBe(false);
  });
});

/** Reachability, worked out the long way: sets that grow until nothing is added. */
function naively(links: readonly Edge[], owners: readonly string[]): ReadonlySet<string> {
  const viewers = new Set(owners);
  const members = new Set<string>();
  for (let before = -1; before < viewers.size + members.size;) {
    before = viewers.size + members.size;
    for (const { kind, from, to } of links) {
      if (kind === "parent" && viewers.has(to)) viewers.add(from);
      if (kind === "owners" && viewers.has(to)) viewers.add(from);
    }
  }
  return viewers;
}

interface Edge {
  readonly kind: "parent" | "owners";
  readonly from: string;
  readonly to: string;
}

test("every graph of three folders, two ways of being linked and one owner gives what the definition gives", () => {
  const names = ["a", "b", "c"];
  const edges = names.flatMap((from) =>
    names.flatMap((to) => (["parent", "owners"] as const).map((kind): Edge => ({ kind, from, to }))),
  );
  let checked = 0;
  // Each subset of the eighteen edges that has at most four of them.
  const visit = (at: number, chosen: readonly Edge[]): void => {
    if (at === edges.length || chosen.length === 4) {
      expectGraph(chosen, names);
      checked += 1;
      return;
    }
    visit(at + 1, chosen);
    const edge = edges[at];
    if (edge !== undefined) visit(at + 1, [...chosen, edge]);
  };
  visit(0, []);
  expect(checked).toBeGreaterThan(3000);
});

function expectGraph(chosen: readonly Edge[], names: readonly string[]): void {
  const entities = names.map((name) => ({
    ...folder(name),
    parent: chosen.flatMap(({ kind, from, to }) => (kind === "parent" && from === name ? [folder(to)] : [])),
  }));
  const shared = chosen.flatMap(({ kind, from, to }) =>
    kind === "owners" ? [{ subject: { ...folder(to), role: "viewer" }, role: "owner", resource: folder(from) }] : [],
  );
  const engine = engineOf(entities, [...shared, { subject: user("ana"), role: "owner", resource: folder("a") }]);
  const viewers = naively(chosen, ["a"]);
  const found = names.filter((name) => may(engine, user("ana"), "open", name));
  expect({ chosen, found }).toEqual({ chosen, found: names.filter((name) => viewers.has(name)) });
  const searched = engine.search.resources({ type: "Folder", action: "open", subject: user("ana") });
  expect(searched.results.map(({ id }) => id)).toEqual(found);
}
