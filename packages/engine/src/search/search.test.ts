import { describe, expect, test } from "@jest/globals";
import { parsePolicy } from "@authz/dsl";
import { compile, type Engine } from "../engine.ts";
import { parseFacts } from "../separation/parse-facts.ts";

const source = `
subject User as "user" { level: number }
subject Robot
group Team of User, Team
resource Doc as "doc" in Doc {
  public: boolean = false
  role viewer for User, Team, all User
  role editor includes viewer
  action read as "can_read"
  action edit
  action remove { soft: boolean }
  allow viewer to read
  allow editor or parent.editor to edit
  allow anyone to read when resource.public
  allow User to remove when action.soft and subject.id == "root"
}
`;

const user = (id: string) => ({ type: "user", id });
const doc = (id: string) => ({ type: "doc", id });
const team = { type: "Team", id: "t" };

function engine(): Engine {
  const { policy, diagnostics } = parsePolicy([{ name: "p.authz", text: source }]);
  if (policy === undefined) throw new Error(JSON.stringify(diagnostics));
  const { facts } = parseFacts(policy, {
    entities: [
      { ...user("ana"), groups: team },
      user("bo"),
      { ...doc("a"), parent: doc("top") },
      { ...doc("open"), properties: { public: true } },
    ],
    assignments: [
      { subject: team, role: "editor", resource: doc("top") },
      { subject: user("cy"), role: "viewer", resource: doc("a") },
      { subject: user("*"), role: "viewer", resource: doc("all") },
    ],
  });
  if (facts === undefined) throw new Error("the facts do not fit");
  return compile(policy, { facts });
}

const { search } = engine();
const read = { name: "can_read" };

describe("subjects", () => {
  test("through groups and parents, in the wire's spelling and in order", () => {
    expect(search.subjects({ type: "user", action: "edit", resource: doc("a") })).toEqual({
      results: [user("ana")],
      complete: true,
    });
  });

  test("that are known from an assignment alone are known", () => {
    const found = search.subjects({ type: "user", action: read, resource: doc("a") });
    expect(found).toEqual({ results: [user("cy")], complete: true });
  });

  test("where everyone may, all that are known, and no claim that these are all", () => {
    const found = search.subjects({ type: "user", action: read, resource: doc("all") });
    expect(found).toEqual({ results: [user("ana"), user("bo"), user("cy")], complete: false });
  });

  test("what a condition says of an id may hold for somebody nobody has heard of", () => {
    const action = { name: "remove", properties: { soft: true } };
    expect(search.subjects({ type: "user", action, resource: doc("a") })).toEqual({ results: [], complete: false });
  });

  test("the caller without identity can be searched for", () => {
    const found = search.subjects({ type: "anonymous", action: read, resource: doc("open") });
    expect(found).toEqual({ results: [{ type: "anonymous", id: "" }], complete: true });
    expect(search.subjects({ type: "anonymous", action: read, resource: doc("a") }).results).toEqual([]);
  });

  test("what the request says of the resource counts", () => {
    const resource = { ...doc("new"), properties: { parent: [doc("top")] } };
    expect(search.subjects({ type: "user", action: "edit", resource }).results).toEqual([user("ana")]);
  });
});

describe("resources", () => {
  test("of a stranger are those that anyone may", () => {
    const found = search.resources({ type: "doc", action: read, subject: { type: "Robot", id: "r" } });
    expect(found).toEqual({ results: [doc("open")], complete: true });
  });

  test("through a group that the request names", () => {
    const subject = { ...user("new"), properties: { groups: [team] } };
    expect(search.resources({ type: "doc", action: "edit", subject }).results).toEqual([doc("a"), doc("top")]);
  });
});

test("actions are those that a check without properties allows", () => {
  expect(search.actions({ subject: user("ana"), resource: doc("top") })).toEqual({
    results: [{ name: "edit" }, { name: "can_read" }].sort((left, right) => (left.name < right.name ? -1 : 1)),
    complete: true,
  });
});

test("200,000 resources are found as well as two", () => {
  const { policy } = parsePolicy([
    { name: "p.authz", text: "subject User\nresource Doc {\n owner: User\n action read\n allow owner to read\n}\n" },
  ]);
  if (policy === undefined) throw new Error("does not compile");
  const owner = { type: "User", id: "ana" };
  const entities = Array.from({ length: 200_000 }, (_, index) => ({
    type: "Doc",
    id: String(index),
    properties: { owner },
  }));
  const { facts } = parseFacts(policy, { entities });
  if (facts === undefined) throw new Error("the facts do not fit");
  const { results, cursor } = compile(policy, { facts }).search.resources({
    type: "Doc",
    action: "read",
    subject: owner,
    limit: 10,
  });
  expect(results).toHaveLength(10);
  expect(cursor).toBeDefined();
});

describe("unknown names find nothing", () => {
  test.each([
    search.subjects({ type: "nobody", action: read, resource: doc("a") }),
    search.subjects({ type: "user", action: "no", resource: doc("a") }),
    search.subjects({ type: "user", action: read, resource: { type: "no", id: "a" } }),
    search.resources({ type: "no", action: read, subject: user("ana") }),
    search.actions({ subject: user("ana"), resource: { type: "no", id: "a" } }),
  ])("%#", (found) => expect(found).toEqual({ results: [], complete: true }));
});

describe("what is no search says so, and finds nothing", () => {
  const good = { type: "user", action: read, resource: doc("a") };
  const { cursor } = search.subjects({ ...good, resource: doc("all"), limit: 1 });
  test.each<[unknown, RegExp]>([
    [null, /a search is an object/],
    [{ ...good, type: 1 }, /`type` must be a string/],
    [{ ...good, resource: undefined }, /`resource` is missing/],
    [{ ...good, resource: { type: "doc" } }, /`resource.id` is missing/],
    [{ ...good, limit: -1 }, /`limit`/],
    [{ ...good, limit: 1.5 }, /`limit`/],
    [{ ...good, limit: "1" }, /`limit`/],
    [{ ...good, cursor: 1 }, /`cursor`/],
    [{ ...good, cursor: "" }, /`cursor`/],
    [{ ...good, cursor: "!!" }, /`cursor`/],
    [{ ...good, cursor: "QUJD" }, /`cursor`/],
    [{ ...good, cursor }, /`cursor`/],
    [{ ...good, context: { time: "now" } }, /context.time is not/],
    [
      {
        get type(): never {
          throw new Error("no");
        },
      },
      /throws/,
    ],
  ])("%#", (asked, problem) => {
    const found = search.subjects(asked as typeof good);
    expect(found).toEqual({ results: [], complete: false, problem: expect.stringMatching(problem) });
  });
});

test("a page of none is legal, and ends nothing", () => {
  const found = search.subjects({ type: "user", action: read, resource: doc("all"), limit: 0 });
  expect(found).toEqual({ results: [], complete: false });
});

test("a cursor outlives changes of facts: nobody is listed twice, nobody who stays is left out", () => {
  const { search: own, facts } = engine();
  const asked = { type: "user", action: read, resource: doc("all") };
  const first = own.subjects({ ...asked, limit: 2 });
  expect(first.results).toEqual([user("ana"), user("bo")]);
  facts.put(user("abe"));
  facts.put(user("dora"));
  facts.delete(user("bo"));
  const rest = own.subjects({ ...asked, ...(first.cursor === undefined ? {} : { cursor: first.cursor }) });
  expect(rest.results).toEqual([user("cy"), user("dora")]);
});
