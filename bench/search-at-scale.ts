// How long a search of resources takes when the documents grow and the answers do not, by what finds them; `level` and `mixed`
// leave every document as a candidate. The answers are compared with a scan by hand first.
// node bench/search-at-scale.ts
import { parsePolicy } from "@authz/dsl";
import { compile, parseFacts } from "@authz/engine";

const source = `
subject User { tenant: string  level: number }
resource Doc {
  public: boolean = false
  tenant: string
  level: number
  owner?: User
  role viewer for User
  role colleague if User when resource.tenant == subject.tenant
  action role, owner, tenant, public, either, derived, level, mixed, all
  allow viewer to role
  allow owner to owner, mixed
  allow User to tenant when resource.tenant == subject.tenant
  allow User to public when resource.public
  allow User to either when resource.public or resource.tenant == subject.tenant
  allow colleague to derived
  allow User to level, mixed when resource.level <= subject.level
  allow User to all
}
`;
const answers = 20;
const ana = { type: "User", id: "ana" };
const { policy, diagnostics } = parsePolicy([{ name: "bench.authz", text: source }]);
if (policy === undefined) throw new Error(JSON.stringify(diagnostics));

for (const count of [1_000, 10_000, 100_000]) {
  const docs = Array.from({ length: count }, (_, index) => {
    const mine = index < answers;
    const properties = mine
      ? { public: true, tenant: "red", level: 1, owner: ana }
      : { tenant: `t${index}`, level: 2 + (index % 7) };
    return { type: "Doc", id: String(index).padStart(6, "0"), properties };
  });
  const { facts } = parseFacts(policy, {
    entities: [{ ...ana, properties: { tenant: "red", level: 1 } }, ...docs],
    assignments: docs
      .slice(0, answers)
      .map(({ type, id }) => ({ subject: ana, role: "viewer", resource: { type, id } })),
  });
  if (facts === undefined) throw new Error("the facts do not fit");
  const engine = compile(policy, { facts });
  const scan = (): readonly string[] =>
    docs.filter(({ properties }) => properties.tenant === "red").map(({ id }) => id);
  console.log(`${count} documents: scan by hand ${timeOf(scan)} µs`);
  for (const action of ["role", "owner", "tenant", "public", "either", "derived", "level", "mixed"]) {
    const search = (): readonly string[] =>
      engine.search.resources({ subject: ana, action, type: "Doc" }).results.map(({ id }) => id);
    if (search().join() !== scan().join()) throw new Error(`${action}: other answers`);
    console.log(`  ${action.padEnd(7)} ${timeOf(search)} µs`);
  }
  const page = (): unknown => engine.search.resources({ subject: ana, action: "all", type: "Doc", limit: answers });
  console.log(`  ${answers} of all ${timeOf(page)} µs`);
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
