import { afterEach, describe, expect, test } from "@jest/globals";
import { execFileSync } from "node:child_process";
import { compile, type Engine } from "../engine.ts";
import { code, createConstants, literal, printCode } from "./code.ts";
import { ask, policyOf } from "../node/testing/engines.ts";

const hostileTexts = [
  '"',
  "'",
  "`",
  "${globalThis.hit = 1}",
  '"; globalThis.hit = 1; "',
  "\\",
  '\\"',
  "*/ globalThis.hit = 1 /*",
  "// x\nglobalThis.hit = 1",
  "//\u2028globalThis.hit = 1",
  "\u2029globalThis.hit = 1",
  "-->",
  "<!--",
  "]]>",
  "</script>",
  "\u0000",
  "\ud800",
  "\udc00\ud800",
  "é\u{1f600}",
  "k0",
  "v0",
  "return true",
  "",
];

const hostileNames = [
  "constructor",
  "prototype",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "arguments",
  "eval",
  "await",
  "let",
  "undefined",
  "NaN",
  "globalThis",
  "process",
  "require",
  "this",
  "then",
  "k",
  "k0",
  "v0",
  "subject_",
  "__proto__",
  "__defineGetter__",
  "a".repeat(126),
];

/** As a policy writes it: what may not stand in its text is an escape. */
function quoted(text: string): string {
  return JSON.stringify(text.toWellFormed()).replace(
    /[\u2028\u2029]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16)}`,
  );
}

/** What code that escaped would have touched. */
function surroundings(): unknown {
  return [
    Object.getOwnPropertyNames(globalThis).sort(),
    ...[Object, Array, Function, String, Map, Set].map((made) => Object.getOwnPropertyNames(made.prototype)),
  ];
}

describe("names and texts of policies are data in generated code", () => {
  test.each(hostileTexts)("the text %j", (text) => {
    const before = surroundings();
    const same = text.toWellFormed();
    const engine = compile(
      policyOf(`subject User { word: string as ${quoted(`w${text}`)} }
        resource Doc as ${quoted(`d${text}`)} {
          kind: string
          action read as ${quoted(`r${text}`)}
          allow User to read when resource.kind == ${quoted(text)} and subject.word in [${quoted(text)}, "x"]
          deny User to read when resource.kind like ${quoted(`*${text}!`)} and resource.id == ${quoted(text)}
        }`),
    );
    const request = (kind: string) => ({
      subject: { type: "User", id: text, properties: { [`w${same}`]: same } },
      action: { name: `r${same}` },
      resource: { type: `d${same}`, id: "1", properties: { kind } },
    });
    expect(ask(engine, request(same))).toEqual({ allowed: true, compiled: true });
    expect(ask(engine, request(`${text}?`))).toEqual({ allowed: false, compiled: true });
    expect(surroundings()).toEqual(before);
  });

  test.each(hostileNames)("the name %s", (name) => {
    const before = surroundings();
    const engine = compile(
      policyOf(`subject User { \`${name}\`?: string }
        role \`r_${name}\` as ${JSON.stringify(name)}
        resource Doc { action \`${name}\`
          allow \`r_${name}\` to \`${name}\` when subject has \`${name}\` and subject.\`${name}\` == ${JSON.stringify(name)} }`),
    );
    const properties: unknown = JSON.parse(
      `{"roles": [${JSON.stringify(name)}], ${JSON.stringify(name)}: ${JSON.stringify(name)}}`,
    );
    const request = (given: unknown) => ({
      subject: { type: "User", id: "a", properties: given },
      action: { name },
      resource: { type: "Doc", id: "1" },
    });
    expect(ask(engine, request(properties)).allowed).toBe(true);
    expect(ask(engine, request({ roles: [name] })).allowed).toBe(false);
    expect(ask(engine, request({ roles: ["__proto__", "constructor"] })).allowed).toBe(false);
    expect(surroundings()).toEqual(before);
  });

  test("a literal is printable ASCII, and reads back as the text", () => {
    for (const text of hostileTexts) {
      const printed = printCode(literal(text));
      expect(printed).toMatch(/^"[\u0020-\u007e]*"$/);
      expect(printed).not.toMatch(/[<>]/);
      expect(JSON.parse(printed)).toBe(text);
    }
  });

  test("nothing but code, numbers and lists of code can be put into code", () => {
    const hostile = ["x", { toString: () => "x" }, undefined, null];
    for (const part of hostile) {
      let printed = "";
      try {
        printed = printCode(code`(${part as never})`);
      } catch {
        continue;
      }
      expect(printed).toBe("(undefined)");
    }
    expect(() => code`${Number.NaN}`).toThrow("numeral");
    expect(printCode(code`${-1} ${-0} ${1e21} ${createConstants().add("x")}`)).toBe("(-1) 0 1e+21 k0");
  });
});

describe("what stands on prototypes is no member of a request", () => {
  const engine = compile(
    policyOf(`subject User { level?: number }
      role boss
      token { tenant?: string }
      resource Doc { action read
        allow boss to read
        allow User to read when subject has level and subject.level > 3 }`),
  );
  const names = ["level", "roles", "properties", "subject", "context", "id", "type"];
  afterEach(() => {
    for (const name of names) Reflect.deleteProperty(Object.prototype, name);
    for (const { prototype } of [Object, Array]) Reflect.deleteProperty(prototype, 0);
  });
  const plain = { subject: { type: "User", id: "a" }, action: { name: "read" }, resource: { type: "Doc", id: "1" } };
  const pollution: Readonly<Record<string, unknown>> = {
    level: 9,
    roles: ["boss"],
    properties: { level: 9, roles: ["boss"] },
    subject: { type: "User", id: "a", properties: { level: 9 } },
    context: { token: { scope: "x" } },
    id: "a",
    type: "User",
  };

  test.each(names)("%s", (name) => {
    expect(ask(engine, plain)).toEqual({ allowed: false, compiled: true });
    for (const request of [plain, { ...plain, subject: { type: "User", id: "a", properties: {} } }]) {
      Reflect.defineProperty(Object.prototype, name, { value: pollution[name], configurable: true, enumerable: false });
      const allowed = engine.allows(request);
      const { decision } = engine.check(request);
      Reflect.deleteProperty(Object.prototype, name);
      expect({ allowed, decision }).toEqual({ allowed: false, decision: false });
    }
  });

  test.each([Object, Array])("holes of lists stay holes, whatever stands on the prototype of %p", ({ prototype }) => {
    const holders = compile(
      policyOf(`subject User { kinds: set of "a" | "b"  tags: set of string  levels: set of number  flags: set of boolean }
        role boss
        resource Doc { action rule, name, sort, rate, flag
          allow boss to rule
          allow User to name when subject.tags contains "boss"
          allow User to sort when subject.kinds contains "a"
          allow User to rate when subject.levels contains 9
          allow User to flag when subject.flags contains true }`),
    );
    const fillings = [
      ["rule", "roles", "boss"],
      ["name", "tags", "boss"],
      ["sort", "kinds", "a"],
      ["rate", "levels", 9],
      ["flag", "flags", true],
    ] as const;
    for (const [action, member, filling] of fillings) {
      const about = (list: unknown): object => ({
        ...plain,
        subject: { ...plain.subject, properties: { [member]: list } },
        action: { name: action },
      });
      expect(ask(holders, about([filling]))).toEqual({ allowed: true, compiled: true });
      Reflect.defineProperty(prototype, 0, { value: filling, configurable: true, writable: true });
      const [hole, whole] = [about(Array(1)), about([filling])].map((request) => [
        holders.allows(request),
        holders.check(request).decision,
      ]);
      Reflect.deleteProperty(prototype, 0);
      expect({ hole, whole }).toEqual({ hole: [false, false], whole: [true, true] });
    }
  });
});

test("where code from strings is forbidden, the interpreter decides, and says nothing", () => {
  const script = `
    import { parsePolicy } from "@authz/dsl";
    import { compile } from "@authz/engine";
    const { policy } = parsePolicy([{ name: "p", text: "subject User resource Doc { action read allow User to read }" }]);
    const engine = compile(policy);
    const ask = (type) => engine.allows({ subject: { type, id: "a" }, action: { name: "read" }, resource: { type: "Doc", id: "1" } });
    console.log(JSON.stringify([ask("User"), ask("Nobody"), engine.compiled, engine.answered]));`;
  const run = (...flags: readonly string[]): unknown =>
    JSON.parse(
      execFileSync(process.execPath, [...flags, "--input-type=module", "--eval", script], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "inherit"],
        cwd: new URL("../../../..", import.meta.url),
      }),
    );
  expect(run("--disallow-code-generation-from-strings")).toEqual([true, false, false, { compiled: 0, interpreted: 2 }]);
  expect(run()).toEqual([true, false, true, { compiled: 1, interpreted: 1 }]);
  expect(run("--frozen-intrinsics", "--disable-proto=throw", "--no-warnings")).toEqual([
    true,
    false,
    true,
    { compiled: 1, interpreted: 1 },
  ]);
});

test("whoever asks from within a getter or a clock gets an answer, and disturbs none", () => {
  const policy = policyOf(
    'subject User { level?: number } resource Doc { action read allow User to read when now > time "2026-01-01T00:00:00Z" }',
  );
  const inner = { subject: { type: "User", id: "a" }, action: { name: "read" }, resource: { type: "Doc", id: "1" } };
  const answers: boolean[] = [];
  let depth = 0;
  const engine: Engine = compile(policy, {
    clock: () => {
      if (depth++ === 0) answers.push(engine.allows(inner));
      return new Date("2026-06-01T00:00:00Z");
    },
  });
  const properties = Object.defineProperty({}, "level", {
    get: () => void answers.push(engine.allows(inner)),
    enumerable: true,
  });
  expect(engine.allows({ ...inner, subject: { ...inner.subject, properties } })).toBe(true);
  expect(answers.every(Boolean)).toBe(true);
  expect(answers.length).toBeGreaterThan(0);
});

test("a clock that fails allows nothing", () => {
  const policy = policyOf("subject User resource Doc { action read allow User to read }");
  const request = { subject: { type: "User", id: "a" }, action: { name: "read" }, resource: { type: "Doc", id: "1" } };
  const failing = (): Date => {
    throw new Error("no time");
  };
  for (const clock of [failing, () => new Date(Number.NaN)])
    expect(ask(compile(policy, { clock }), request).allowed).toBe(false);
  expect(
    ask(compile(policy, { clock: failing }), { ...request, context: { time: "2026-06-01T00:00:00Z" } }).allowed,
  ).toBe(true);
});

test("who asks in the middle of a decision, through a list that is none, changes nothing of it", () => {
  const policy = policyOf("subject User\nrole clerk\nresource Note { action read  allow clerk to read }\n");
  const engine = compile(policy);
  const clerk = { subject: { type: "User", id: "ana" }, role: "clerk", notAfter: "2026-01-01T00:00:00Z" };
  engine.facts.assign(clerk);
  const askedAt = (time: string, roles: readonly string[]): unknown => ({
    subject: { type: "User", id: "ana", properties: { roles } },
    action: { name: "read" },
    resource: { type: "Note", id: "1" },
    context: { time },
  });
  const earlier = askedAt("2025-06-01T00:00:00Z", []);
  let asks = 0;
  const roles = new Proxy(["other"], {
    get(list, name) {
      asks++;
      engine.allows(earlier);
      return Reflect.get(list, name) as unknown;
    },
  });
  expect(engine.allows(earlier)).toBe(true);
  expect(engine.allows(askedAt("2026-06-01T00:00:00Z", roles))).toBe(false);
  expect(asks).toBeGreaterThan(0);
});
