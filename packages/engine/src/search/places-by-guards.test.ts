import { describe, expect, test } from "@jest/globals";
import { parsePolicy } from "@authz/dsl";
import { compile, type Engine } from "../engine.ts";
import { createFactsTable } from "../facts/table.ts";
import { decodeRequest } from "../request/decode-request.ts";
import { createSchema } from "../schema/schema.ts";
import { parseFacts } from "../separation/parse-facts.ts";
import { candidateResources } from "./candidates.ts";
import type { Shortcut } from "./each.ts";
import { createSearch } from "./search.ts";
import { createUses, leavesOf } from "./uses.ts";

const source = `
subject User { tenant?: string, region: string, teammate?: User }
group Team of User
resource Folder { tenant: string, action open }
resource Doc in Folder {
  public: boolean = false
  open: boolean = true
  tenant?: string
  region: string
  weight: number
  owner?: User
  kind: "memo" | "note" | "plan" = "plan"
  labels: set of string
  teams: set of Team
  role viewer for User
  role colleague if User when resource.region == subject.region
  action view, own, same, read, skim, keep, meet, list, either, tag, join, enter, help, both, name, size
  allow viewer to view
  allow owner to own
  allow User to same when resource has tenant and subject has tenant and resource.tenant == subject.tenant
  allow anyone to read when resource.public
  allow anyone to skim when resource.open
  allow User to keep unless resource.public
  allow User to meet when subject has teammate and resource has owner and subject.teammate == resource.owner and resource.open
  allow User to list when resource.kind in ["memo", "note"]
  allow User to either when resource.public or resource.region == subject.region
  allow User to tag when resource.labels contains subject.region
  allow User to join when subject in resource.teams
  allow User to enter when resource.parent.tenant == subject.region
  allow colleague to help
  allow User to both when resource.kind == "memo" and resource.region == subject.region
  allow User to name when resource.id == "7"
  allow owner to size
  allow User to size when resource.weight < 3
}
`;

const { policy, diagnostics } = parsePolicy([{ name: "p.authz", text: source }]);
if (policy === undefined) throw new Error(JSON.stringify(diagnostics));
const loaded = policy;

const ana = { type: "User", id: "ana" };
const bo = { type: "User", id: "bo" };

const team = { type: "Team", id: "t" };
const mineIn = { public: true, tenant: "red", region: "red", labels: ["red"], teams: [team] };

/** Twenty documents are for Ana in every way, the others in none. */
function factsOf(count: number) {
  const ids = Array.from({ length: count }, (_, index) => String(index));
  const mine = ids.slice(0, 20);
  const { facts } = parseFacts(loaded, {
    entities: [
      { ...ana, properties: { tenant: "red", region: "red", teammate: bo }, groups: [team] },
      ...["red", "blue"].map((id) => ({ type: "Folder", id, properties: { tenant: id } })),
      bo,
      ...ids.map((id, index) => ({
        type: "Doc",
        id,
        parent: { type: "Folder", id: index < 20 ? "red" : "blue" },
        properties:
          index < 20
            ? { ...mineIn, owner: index % 2 ? ana : bo, kind: index % 2 ? "memo" : "note" }
            : { tenant: `t${id}`, region: `t${id}`, labels: ["blue", `t${id}`] },
      })),
    ],
    assignments: mine.map((id) => ({ subject: ana, role: "viewer", resource: { type: "Doc", id } })),
  });
  if (facts === undefined) throw new Error("the facts do not fit");
  return facts;
}

function candidatesOf(action: string, count: number): number {
  const schema = createSchema(loaded);
  const request = { subject: ana, action: { name: action }, resource: { type: "Doc", id: "" } };
  const decoded = decodeRequest(request, schema, () => new Date(0));
  if (decoded.kind !== "question") throw new Error("no question");
  const uses = createUses(schema, leavesOf);
  const table = createFactsTable(factsOf(count));
  const { every, size } = candidateResources(decoded.question, "Doc", uses, schema, table);
  return every ? count : size;
}

function found(engine: Engine, subject: object, action: string): readonly string[] {
  return engine.search.resources({ subject: subject as typeof ana, action, type: "Doc" }).results.map(({ id }) => id);
}

describe("resources found by what rules say of their attributes", () => {
  const actions = [
    "view",
    "own",
    "same",
    "read",
    "meet",
    "list",
    "either",
    "tag",
    "join",
    "enter",
    "help",
    "both",
    "name",
  ];
  test.each(actions)("who asks to %s looks at no more the more there are", (action) => {
    const [few, many] = [candidatesOf(action, 100), candidatesOf(action, 10_000)];
    expect(few).toBeGreaterThan(0);
    expect(many).toBeLessThanOrEqual(few);
    expect(many).toBeLessThanOrEqual(40);
  });

  test("two conditions are met together, so that a candidate stands in both", () => {
    expect(candidatesOf("list", 1_000)).toBe(20);
    expect(candidatesOf("both", 1_000)).toBe(10);
  });

  test("a default counts for those that say nothing, and what is only excluded is looked for everywhere", () => {
    const engine = compile(loaded, { facts: factsOf(50) });
    expect(found(engine, ana, "skim")).toHaveLength(50);
    expect(found(engine, ana, "keep")).toHaveLength(30);
    expect(found(engine, ana, "read")).toHaveLength(20);
    expect(found(engine, ana, "meet")).toHaveLength(10);
    expect(found(engine, bo, "same")).toEqual([]);
    expect(found(engine, { ...bo, properties: { tenant: "t30" } }, "same")).toEqual(["30"]);
  });

  test("the index follows the facts", () => {
    const engine = compile(loaded, { facts: factsOf(25) });
    expect(found(engine, ana, "same")).toHaveLength(20);
    engine.facts.put({ type: "Doc", id: "new", properties: { tenant: "red" } });
    engine.facts.put({ type: "Doc", id: "0", properties: { tenant: "blue" } });
    engine.facts.delete({ type: "Doc", id: "1" });
    const after = found(engine, ana, "same");
    expect(after).toHaveLength(19);
    expect(after).toContain("new");
    expect(after).not.toContain("0");
  });
});

describe("a page takes no more decisions than it needs", () => {
  function decisionsFor(action: string, limit: number | undefined, count: number): number {
    const schema = createSchema(loaded);
    const table = createFactsTable(factsOf(count));
    let decisions = 0;
    const decide = (id: string): boolean => decisions++ >= 0 && Number(id) % 2 === 0;
    const shortcut: Shortcut = { each: () => ({ decide, mayApply: () => true }) };
    const search = createSearch(() => ({ schema, facts: table, clock: () => new Date(0), shortcut }));
    const page = search.resources({ subject: ana, action, type: "Doc", ...(limit === undefined ? {} : { limit }) });
    expect(page.problem).toBeUndefined();
    expect(page.results.length).toBe(Math.min(limit ?? Number.POSITIVE_INFINITY, action === "read" ? 10 : count / 2));
    return decisions;
  }

  test.each([
    ["keep", 5, 11],
    ["read", 5, 11],
    ["read", undefined, 20],
    ["skim", 50, 101],
  ] as const)("%s, at most %p: %d decisions", (action, limit, most) => {
    expect(decisionsFor(action, limit, 2_000)).toBeLessThanOrEqual(most);
  });

  test("whom no rule names, and whose conditions do not hold, needs none", () => {
    const schema = createSchema(loaded);
    const table = createFactsTable(factsOf(2_000));
    const decided: string[] = [];
    const filtered: string[] = [];
    const shortcut: Shortcut = {
      each: () => ({
        decide: (id) => decided.push(id) > 0,
        mayApply: (id) => filtered.push(id) > 0 && id === "1999",
      }),
    };
    const search = createSearch(() => ({ schema, facts: table, clock: () => new Date(0), shortcut }));
    expect(search.resources({ subject: ana, action: "size", type: "Doc" }).results).toHaveLength(11);
    expect(decided).toHaveLength(11);
    expect(filtered).toHaveLength(1_990);
  });
});
