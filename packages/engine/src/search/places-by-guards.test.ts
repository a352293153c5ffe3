import { describe, expect, test } from "@jest/globals";
import { parsePolicy } from "@authz/dsl";
import { compile, type Engine } from "../engine.ts";
import { createFactsTable } from "../facts/table.ts";
import { decodeRequest } from "../request/decode-request.ts";
import { createSchema } from "../schema/schema.ts";
import { parseFacts } from "../separation/parse-facts.ts";
import { candidateResources } from "./candidates.ts";
import { createUses, leavesOf } from "./uses.ts";

const source = `
subject User { tenant?: string, teammate?: User }
resource Doc {
  public: boolean = false
  open: boolean = true
  tenant?: string
  owner?: User
  role viewer for User
  action view, own, same, read, skim, keep, meet
  allow viewer to view
  allow owner to own
  allow User to same when resource has tenant and subject has tenant and resource.tenant == subject.tenant
  allow anyone to read when resource.public
  allow anyone to skim when resource.open
  allow User to keep unless resource.public
  allow User to meet when subject has teammate and resource has owner and subject.teammate == resource.owner and resource.open
}
`;

const { policy, diagnostics } = parsePolicy([{ name: "p.authz", text: source }]);
if (policy === undefined) throw new Error(JSON.stringify(diagnostics));
const loaded = policy;

const ana = { type: "User", id: "ana" };
const bo = { type: "User", id: "bo" };

/** Twenty documents are for Ana in every way, the others in none. */
function factsOf(count: number) {
  const ids = Array.from({ length: count }, (_, index) => String(index));
  const mine = ids.slice(0, 20);
  const { facts } = parseFacts(loaded, {
    entities: [
      { ...ana, properties: { tenant: "red", teammate: bo } },
      bo,
      ...ids.map((id, index) => ({
        type: "Doc",
        id,
        properties: index < 20 ? { public: true, tenant: "red", owner: index % 2 ? ana : bo } : { tenant: `t${id}` },
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
  test.each(["view", "own", "same", "read", "meet"])("who asks to %s looks at no more the more there are", (action) => {
    const [few, many] = [candidatesOf(action, 100), candidatesOf(action, 10_000)];
    expect(few).toBeGreaterThan(0);
    expect(many).toBeLessThanOrEqual(few);
    expect(many).toBeLessThanOrEqual(40);
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
