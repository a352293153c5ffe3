import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "@jest/globals";

/** Runs by itself, so that nothing else comes and goes on the heap; says how many bytes stay for each assignment. */
const script = `
import { parsePolicy } from "@authz/dsl";
import { compile, parseFacts } from "@authz/engine";

const text = \`
subject User
group Team of User
resource Folder
resource Doc in Folder { role owner, editor action read allow owner, editor to read }
\`;
const { policy } = parsePolicy([{ name: "retained.authz", text }]);
const ref = (type, index) => ({ type, id: type.toLowerCase() + "-" + index });

function load(total) {
  const entities = [];
  for (let index = 0; index < total / 10; index++) {
    entities.push({ ...ref("User", index), groups: [ref("Team", index % (total / 100))] });
    entities.push({ ...ref("Doc", index), parent: ref("Folder", index % (total / 100)) });
  }
  const assignments = Array.from({ length: total }, (_, index) => ({
    subject: ref("User", index % (total / 10)),
    role: index % 3 === 0 ? "owner" : "editor",
    resource: ref("Doc", (index * 7 + Math.floor(index / (total / 10))) % (total / 10)),
  }));
  const { facts } = parseFacts(policy, JSON.parse(JSON.stringify({ entities, assignments })));
  return compile(policy, { facts });
}

function heap() {
  gc();
  gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const engines = [load(1000)];
const before = heap();
engines.push(load(100_000));
const retained = (heap() - before) / 100_000;
const kept = engines.map((engine) => engine.facts.assignments().length);
console.log(JSON.stringify({ retained, kept }));
`;

test("an assignment takes about 140 bytes, users, groups and resources counted in", () => {
  const output = execFileSync(
    process.execPath,
    ["--expose-gc", "--disable-warning=ExperimentalWarning", "--input-type=module", "--eval", script],
    { cwd: join(import.meta.dirname, "../.."), encoding: "utf8" },
  );
  const { retained, kept } = JSON.parse(output) as { readonly retained: number; readonly kept: readonly number[] };
  expect(kept).toEqual([1000, 100_000]);
  expect(retained).toBeGreaterThan(0);
  expect(retained).toBeLessThan(180);
}, 60_000);
