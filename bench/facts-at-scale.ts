/** Loads many facts and changes them; prints sizes and times. By hand: `node --expose-gc bench/facts-at-scale.ts 1000000`. */
import { parsePolicy } from "@authz/dsl";
import { compile, parseFacts, type AssignmentData, type EntityData } from "@authz/engine";

const source = `
subject User
group Team of User, Team
resource Folder in Folder { role owner role viewer if owner or parent.viewer action read allow viewer to read }
resource Doc in Folder { role owner, editor role viewer if owner or editor or parent.viewer action read allow viewer to read }
`;
const { policy } = parsePolicy([{ name: "scale.authz", text: source }]);
if (policy === undefined) throw new Error("does not compile");

const total = Number(process.argv[2] ?? 100_000);
const users = total / 10;
const teams = total / 100;
const docs = total / 10;
const folders = total / 100;

let seed = 1;
const random = (below: number): number => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed % below;
};
const ref = (type: string, index: number) => ({ type, id: `${type.toLowerCase()}-${index}` });

const entities: EntityData[] = [
  ...Array.from({ length: users }, (_, index) => ({ ...ref("User", index), groups: [ref("Team", random(teams))] })),
  ...Array.from({ length: teams }, (_, index) => ({
    ...ref("Team", index),
    groups: index === 0 ? [] : [ref("Team", Math.floor(index / 4))],
  })),
  ...Array.from({ length: folders }, (_, index) => ({
    ...ref("Folder", index),
    ...(index === 0 ? {} : { parent: ref("Folder", Math.floor(index / 8)) }),
  })),
  ...Array.from({ length: docs }, (_, index) => ({ ...ref("Doc", index), parent: ref("Folder", random(folders)) })),
];
const assignments: AssignmentData[] = Array.from({ length: total }, (_, index) => ({
  subject: index % 5 === 0 ? ref("Team", random(teams)) : ref("User", random(users)),
  role: index % 3 === 0 ? "owner" : "editor",
  resource: ref("Doc", random(docs)),
}));

const heap = (): number => {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};
const timed = <T>(what: string, run: () => T, times = 1): T => {
  const start = performance.now();
  let result = run();
  for (let count = 1; count < times; count++) result = run();
  const elapsed = (performance.now() - start) / times;
  console.log(`${what.padEnd(44)} ${elapsed < 1 ? `${(elapsed * 1000).toFixed(1)} us` : `${elapsed.toFixed(0)} ms`}`);
  return result;
};

const data = { entities, assignments };
const before = heap();
let parsed: ReturnType<typeof parseFacts> | undefined = timed(`parse ${total} assignments`, () =>
  parseFacts(policy, data),
);
if (parsed.facts === undefined) throw new Error(JSON.stringify(parsed.diagnostics.slice(0, 3)));
const { facts } = parsed;
const engine = timed("compile with them", () => compile(policy, { facts }));
parsed = undefined;
console.log(`heap with parsed facts: ${((heap() - before) / total).toFixed(0)} bytes an assignment`);
const assigned = { subject: ref("User", 1), role: "editor", resource: ref("Doc", 1) };
const request = { subject: ref("User", 1), action: { name: "read" }, resource: ref("Doc", 1) };
timed(
  "check",
  () => engine.check({ ...request, subject: ref("User", random(users)), resource: ref("Doc", random(docs)) }),
  2000,
);
timed(
  "assign, check, revoke, check",
  () => {
    engine.facts.assign(assigned);
    const allowed = engine.allows(request);
    engine.facts.revoke(assigned);
    return allowed;
  },
  1000,
);
timed(
  "put a user into another team",
  () => engine.facts.put({ ...ref("User", 7), groups: [ref("Team", random(teams))] }),
  1000,
);
timed(
  "search.resources of one user",
  () => engine.search.resources({ subject: ref("User", 1), action: "read", type: "Doc" }),
  3,
);
timed(
  "search.subjects of one document",
  () => engine.search.subjects({ type: "User", action: "read", resource: ref("Doc", 1) }),
  3,
);
timed("jsonLines", () => Array.from(engine.facts.jsonLines()).length);
