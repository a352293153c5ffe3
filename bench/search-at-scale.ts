// How long a search of resources takes when the documents grow and the answers do not. The answers are compared first.
// node bench/search-at-scale.ts
import { parsePolicy } from "@authz/dsl";
import { compile, parseFacts } from "@authz/engine";

const source = `
subject User { tenant: string }
resource Doc {
  public: boolean = false
  tenant: string
  owner?: User
  role viewer for User
  action role, owner, tenant, public
  allow viewer to role
  allow owner to owner
  allow User to tenant when resource.tenant == subject.tenant
  allow User to public when resource.public
}
`;
const answers = 20;
const ana = { type: "User", id: "ana" };
const { policy } = parsePolicy([{ name: "bench.authz", text: source }]);
if (policy === undefined) throw new Error("the policy has errors");

for (const count of [1_000, 10_000, 100_000]) {
  const docs = Array.from({ length: count }, (_, index) => {
    const mine = index < answers;
    const properties = mine ? { public: true, tenant: "red", owner: ana } : { tenant: `t${index}` };
    return { type: "Doc", id: String(index).padStart(6, "0"), properties };
  });
  const { facts } = parseFacts(policy, {
    entities: [{ ...ana, properties: { tenant: "red" } }, ...docs],
    assignments: docs
      .slice(0, answers)
      .map(({ type, id }) => ({ subject: ana, role: "viewer", resource: { type, id } })),
  });
  if (facts === undefined) throw new Error("the facts do not fit");
  const engine = compile(policy, { facts });
  const scan = (): readonly string[] =>
    docs.filter(({ properties }) => properties.tenant === "red").map(({ id }) => id);
  console.log(`${count} documents: scan by hand ${timeOf(scan)} µs`);
  for (const action of ["role", "owner", "tenant", "public"]) {
    const search = (): readonly string[] =>
      engine.search.resources({ subject: ana, action, type: "Doc" }).results.map(({ id }) => id);
    if (search().join() !== scan().join()) throw new Error(`${action}: other answers`);
    console.log(`  ${action.padEnd(7)} ${timeOf(search)} µs`);
  }
}

/** Median of many, after a warm-up. */
function timeOf(run: () => unknown): string {
  const times: number[] = [];
  for (let round = 0; round < 300; round++) {
    const start = performance.now();
    run();
    if (round >= 100) times.push(performance.now() - start);
  }
  return ((times.sort((left, right) => left - right)[100] ?? 0) * 1000).toFixed(0);
}
