/**
 * Loads many facts, changes them and decides by them; prints sizes and times.
 * By hand: `node --expose-gc bench/facts-at-scale.ts 1000000`, with the number of assignments.
 */
import { parsePolicy } from "@authz/dsl";
import { compile, parseFacts, type AssignmentData, type Engine, type EntityData, type Ref } from "@authz/engine";

const { policy } = parsePolicy([
  {
    name: "scale.authz",
    text: `
subject User
group Team of User, Team
resource Folder in Folder { role owner role viewer if owner or parent.viewer action read allow viewer to read }
resource Doc in Folder { role owner, editor role viewer if owner or editor or parent.viewer action read allow viewer to read }
`,
  },
]);
if (policy === undefined) throw new Error("does not compile");
const checked = policy;

const { gc } = globalThis;
if (gc === undefined) throw new Error("run node with --expose-gc");
const largest = Number(process.argv[2] ?? 100_000);

function createRandom(): (below: number) => number {
  let seed = 1;
  return (below) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
}

const ref = (type: string, index: number): Ref => ({ type, id: `${type.toLowerCase()}-${index}` });

/** For each 1,000 assignments: 100 users, 10 teams in five levels (of ten members each), 90 documents and 10 folders. */
function shapeOf(assignments: number) {
  return {
    users: assignments / 10,
    teams: assignments / 100,
    folders: assignments / 100,
    docs: (assignments * 9) / 100,
  };
}

/** As text, so that nothing of how it was made is kept. */
function writeFacts(total: number): { readonly entities: string; readonly assignments: string } {
  const random = createRandom();
  const { users, teams, folders, docs } = shapeOf(total);
  const inTree = (type: string, member: string, index: number) => ({
    ...ref(type, index),
    ...(index === 0 ? {} : { [member]: ref(type, Math.floor((index - 1) / 10)) }),
  });
  const make = <T>(length: number, each: (index: number) => T): T[] =>
    Array.from({ length }, (_, index) => each(index));
  const entities: EntityData[] = [
    ...make(users, (index) => ({ ...ref("User", index), groups: [ref("Team", random(teams))] })),
    ...make(teams, (index) => inTree("Team", "groups", index)),
    ...make(folders, (index) => inTree("Folder", "parent", index)),
    ...make(docs, (index) => ({ ...ref("Doc", index), parent: ref("Folder", random(folders)) })),
  ];
  const assignments: AssignmentData[] = make(total, (index) => ({
    subject: index % 5 === 0 ? ref("Team", random(teams)) : ref("User", random(users)),
    role: index % 10 !== 0 && index % 3 === 0 ? "editor" : "owner",
    resource: index % 10 === 0 ? ref("Folder", random(folders)) : ref("Doc", random(docs)),
  }));
  return { entities: JSON.stringify(entities), assignments: JSON.stringify(assignments) };
}

function heap(): number {
  gc?.();
  gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function show(what: string, milliseconds: number): void {
  const time = milliseconds < 1 ? `${(milliseconds * 1000).toFixed(1)} us` : `${milliseconds.toFixed(0)} ms`;
  console.log(`${what.padEnd(52)} ${time.padStart(10)}`);
}

function timed<T>(what: string, run: () => T): T {
  const start = performance.now();
  const result = run();
  show(what, performance.now() - start);
  return result;
}

/** The run in the middle of many, the one that 99 of 100 are not slower than, and the slowest; `after` is not timed. */
function timedEach(what: string, run: (index: number) => void, after: (index: number) => void = () => undefined): void {
  const each: number[] = [];
  for (let index = 0; index < 5500; index++) {
    const start = performance.now();
    run(index);
    if (index >= 500) each.push((performance.now() - start) * 1000);
    after(index);
  }
  each.sort((left, right) => left - right);
  const [middle = 0, late = 0, last = 0] = [0.5, 0.99, 0.9999].map((part) => each[Math.floor(each.length * part)]);
  console.log(
    `${what.padEnd(52)} ${`${middle.toFixed(1)} us`.padStart(10)}  (99 of 100: ${late.toFixed(1)}, slowest: ${last.toFixed(0)})`,
  );
}

function load(text: string): Engine {
  const { facts, diagnostics } = parseFacts(checked, JSON.parse(text));
  if (facts === undefined) throw new Error(JSON.stringify(diagnostics.slice(0, 3)));
  return compile(checked, { facts });
}

/** What an engine keeps for good, once that from which it was made is gone. All are kept, so that none goes while another is measured. */
function retainedBy(make: () => Engine, kept: Engine[]): number {
  const before = heap();
  kept.push(make());
  return heap() - before;
}

function measureRetained(total: number): void {
  const kept = [load(joined(writeFacts(1000)))];
  const ofEntities = retainedBy(() => load(`{"entities":${writeFacts(total).entities}}`), kept);
  const ofAll = retainedBy(() => load(joined(writeFacts(total))), kept);
  if (!kept.every(({ facts }) => facts.entity(ref("User", 0)) !== undefined)) throw new Error("not loaded");
  const { users, teams, folders, docs } = shapeOf(total);
  const entities = users + teams + folders + docs;
  const print = (what: string, bytes: number): void =>
    console.log(`${what.padEnd(52)} ${`${bytes.toFixed(0)} bytes`.padStart(10)}`);
  print("retained for each assignment, entities and all", ofAll / total);
  print("  without the entities", (ofAll - ofEntities) / total);
  print("  for each entity, without assignments", ofEntities / entities);
}

function timeLoad(total: number): Engine {
  const { entities, assignments } = writeFacts(total);
  let data: unknown = timed("JSON.parse", (): unknown =>
    JSON.parse(`{"entities":${entities},"assignments":${assignments}}`),
  );
  const { facts } = timed("parseFacts", () => parseFacts(checked, data));
  data = undefined;
  if (facts === undefined) throw new Error("facts do not fit");
  return timed("compile", () => compile(checked, { facts }));
}

function requestsOf(total: number, count: number) {
  const random = createRandom();
  const { users, docs } = shapeOf(total);
  return Array.from({ length: count }, () => ({
    subject: ref("User", random(users)),
    action: { name: "read" },
    resource: ref("Doc", random(docs)),
  }));
}

/** Microseconds for a decision. */
function timeDecisions(engine: Engine, total: number) {
  const allows = (request: unknown): boolean => engine.allows(request);
  const check = (request: unknown): unknown => engine.check(request);
  // No document twice: each has to be worked out once after a change.
  const few = requestsOf(total, 90).map((request, index) => ({
    ...request,
    resource: ref("Doc", Math.floor((index * shapeOf(total).docs) / 90)),
  }));
  const many = requestsOf(total, 20_000);
  const per = (requests: typeof few, decide: (request: unknown) => unknown, rounds: number): number => {
    const start = performance.now();
    for (let round = 0; round < rounds; round++) for (const request of requests) decide(request);
    return ((performance.now() - start) * 1000) / (rounds * requests.length);
  };
  /** All folders are below the first one. */
  const anew = (rounds: number, changed: Ref = ref("Folder", 0)): number => {
    let sum = 0;
    for (let round = 0; round < rounds; round++) {
      engine.facts.put({ ...changed, ...(round % 2 === 0 ? { parent: ref("Folder", 1e9) } : {}) });
      sum += per(few, allows, 1);
    }
    engine.facts.put(changed);
    return sum / rounds;
  };
  per(few, allows, 200);
  per(few, check, 20);
  anew(200);
  per(few, allows, 200);
  return {
    "allows, asked before": per(few, allows, 500),
    "allows, first time after a change above": anew(200),
    "allows, first time after a change elsewhere": anew(200, ref("Folder", 1e9 + 1)),
    "allows, anybody about anything": per(many, allows, 1),
    "check, the interpreter": per(few, check, 20),
  };
}

function compareDecisions(small: Engine, smallTotal: number, large: Engine, largeTotal: number): void {
  const at = timeDecisions(small, smallTotal);
  const then = timeDecisions(large, largeTotal);
  for (const [what, time] of Object.entries(then)) {
    const before = at[what as keyof typeof at];
    const ratio = (time / before).toFixed(1);
    console.log(`${what.padEnd(52)} ${`${time.toFixed(2)} us`.padStart(10)}  (${ratio} times ${before.toFixed(2)} us)`);
  }
}

function timeChanges(engine: Engine, total: number): void {
  const { users, teams, docs } = shapeOf(total);
  const given = (index: number): AssignmentData => ({
    subject: ref("User", users + index),
    role: "editor",
    resource: ref("Doc", index % docs),
  });
  const expectRead = (subject: Ref, resource: Ref): void => {
    if (!engine.allows({ subject, action: { name: "read" }, resource })) throw new Error("not seen");
  };
  const assign = (index: number): void => engine.facts.assign(given(index));
  const revoke = (index: number): void => void engine.facts.revoke(given(index));
  timedEach("assign", assign, revoke);
  const assignSeen = (index: number): void => {
    assign(index);
    expectRead(ref("User", users + index), ref("Doc", index % docs));
  };
  timedEach("assign, and seen by allows", assignSeen, revoke);
  const doc = ref("Doc", 1);
  engine.facts.assign({ subject: ref("Team", 0), role: "editor", resource: doc });
  const join = (index: number): void =>
    engine.facts.put({ ...ref("User", users + index), groups: [ref("Team", teams - 1 - (index % 1000))] });
  const leave = (index: number): void => void engine.facts.delete(ref("User", users + index));
  timedEach("a user into a team", join, leave);
  const joinSeen = (index: number): void => {
    join(index);
    expectRead(ref("User", users + index), doc);
  };
  timedEach("a user into a team, and seen five teams above", joinSeen, leave);
}

/** One folder in the next, as often as facts allow. */
function timeChain(length: number): void {
  const entities = Array.from({ length }, (_, index) => ({
    ...ref("Folder", index),
    ...(index === 0 ? {} : { parent: ref("Folder", index - 1) }),
  }));
  const assignments = [{ subject: ref("User", 1), role: "owner", resource: ref("Folder", 0) }];
  const engine = timed(`load a chain of ${length} folders`, () => load(JSON.stringify({ entities, assignments })));
  const request = { subject: ref("User", 1), action: { name: "read" }, resource: ref("Folder", length - 1) };
  for (const ask of ["allows", "check"] as const)
    timed(`${ask} from its lower end`, () => {
      const answer = engine[ask](request);
      if (answer !== true && (answer === false || !answer.decision)) throw new Error("wrong");
    });
}

measureRetained(largest);
const engine = timeLoad(largest);
timeChanges(engine, largest);
const smallest = 1000;
compareDecisions(load(joined(writeFacts(smallest))), smallest, engine, largest);
const user = ref("User", 1);
timed("search.resources of one user", () => engine.search.resources({ subject: user, action: "read", type: "Doc" }));
timed("search.subjects of one document", () =>
  engine.search.subjects({ type: "User", action: "read", resource: ref("Doc", 2) }),
);
timed("jsonLines", () => Array.from(engine.facts.jsonLines()).length);
timeChain(100_000);

function joined({ entities, assignments }: ReturnType<typeof writeFacts>): string {
  return `{"entities":${entities},"assignments":${assignments}}`;
}
