/** Policies whose names and texts are code: wherever they stand, what is generated of them stays data. */
import { beforeAll, describe, expect, test } from "@jest/globals";
import { parsePolicy } from "@authz/dsl";
import { compile, parseFacts, type Engine, type Policy } from "@authz/engine";
import { foreignIn, sourcesOf } from "./generated-sources.ts";

const texts: readonly string[] = [
  ['"', "'", "`", "\\", '\\"', "\n", "\r\n", "\u2028", "\u2029", "\u0000", "\u007f", "\ufeff", "é\u{1f600}"],
  ["${globalThis.hit = 1}", "globalThis.hit = 1", '"; globalThis.hit = 1; "', "\n} globalThis.hit = 1; {\n"],
  ["*/ globalThis.hit = 1 /*", "// x\u2028globalThis.hit = 1", "-->", "<!--", "]]>", "</script>", "%s", "$&", "$1"],
  ["k", "k0", "v0", "subject", "context", "return true", "use strict", "a=globalThis.hit=1"],
  ["__proto__", "constructor", "constructor.constructor", "prototype", "toString", "valueOf", "hasOwnProperty"],
  ["arguments", "eval", "await", "let", "undefined", "NaN", "globalThis", "process", "require", "this", "then"],
  ["x".repeat(1000)],
].flat();

/** As a policy writes it: what may not stand in its text is an escape. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function policyOf(text: string): Policy {
  const { policy, diagnostics } = parsePolicy([{ name: "p.authz", text }]);
  if (policy === undefined) throw new Error(`${text.slice(0, 2000)}\n${JSON.stringify(diagnostics).slice(0, 1000)}`);
  return policy;
}

/** The text on every wire and in every literal that the language has. */
function policyWith(text: string): Policy {
  const word = (letter: string): string => quoted(letter + text);
  return policyOf(`subject User as ${word("u")} { word: string as ${word("a")}  words: set of string }
group Team as ${word("t")} of User
context { place?: string as ${word("p")} }
token { tenant?: string as ${word("n")} }
role boss as ${word("b")}
scope ${quoted(`s${text.replaceAll(/[^!#-[\]-~]/g, "_")}`)} covers * on Doc
resource Doc as ${word("d")} {
  kind: "plain" | ${word("e")}
  title: string
  role keeper as ${word("k")}
  action read as ${word("r")}
  action write as ${word("w")}
  allow keeper to read when resource.kind == ${word("e")} and subject.word in [${word("l")}, "x"]
  allow boss to write when resource.title like ${quoted(`*${text.replaceAll("*", "")}!`)} and subject.words contains ${word("l")}
  allow User to write when context has place and context.place == ${word("c")} and token has tenant and token.tenant != ${word("c")}
  deny User to read when resource.id == ${word("i")} or subject.id == ${word("i")}
}`);
}

interface Asked {
  readonly action: string;
  readonly id?: string;
  readonly subject?: object;
  readonly resource?: object;
  readonly context?: object;
}

function requestFor(text: string, { action, id = "1", subject, resource, context }: Asked): unknown {
  return {
    subject: { type: `u${text}`, id: text, properties: Object.fromEntries(Object.entries({ ...subject })) },
    action: { name: action + text },
    resource: { type: `d${text}`, id, properties: { ...resource } },
    ...(context === undefined ? {} : { context }),
  };
}

/** Allowed and denied once by every statement. */
function questionsFor(text: string): readonly (readonly [unknown, boolean])[] {
  const word = { [`a${text}`]: `l${text}` };
  const words = { words: [`l${text}`] };
  const place = { [`p${text}`]: `c${text}` };
  const ending = `${text.replaceAll("*", "")}!`;
  const questions: readonly (readonly [Asked, boolean])[] = [
    [{ action: "r", subject: word, resource: { kind: `e${text}` } }, true],
    [{ action: "r", subject: word, resource: { kind: "plain" } }, false],
    [{ action: "r", id: `i${text}`, subject: word, resource: { kind: `e${text}` } }, false],
    [{ action: "w", subject: { ...words, roles: [`b${text}`] }, resource: { title: `some${ending}` } }, true],
    [{ action: "w", subject: { ...words, roles: ["b", "__proto__"] }, resource: { title: `some${ending}` } }, false],
    [{ action: "w", context: { ...place, token: { [`n${text}`]: "other" } } }, true],
    [{ action: "w", context: { ...place, token: { [`n${text}`]: `c${text}` } } }, false],
    [{ action: "x" }, false],
  ];
  return questions.map(([asked, allowed]) => [requestFor(text, asked), allowed]);
}

function engineWith(text: string): Engine {
  const policy = policyWith(text);
  const subject = { type: `u${text}`, id: text };
  const assignments = [{ subject, role: `k${text}`, resource: { type: `d${text}`, id: "1" } }];
  const { facts, diagnostics } = parseFacts(policy, { assignments });
  if (facts === undefined) throw new Error(JSON.stringify(diagnostics).slice(0, 1000));
  return compile(policy, { facts });
}

/** Every member of what code that escaped could have changed. */
function surroundings(): ReadonlyMap<string, unknown> {
  const built = { Object, Array, Function, String, Number, Boolean, RegExp, Map, Set, Promise, Date, Error, Symbol };
  const members = new Map<string, unknown>();
  const addAll = (name: string, of: object): void => {
    for (const key of Reflect.ownKeys(of))
      members.set(`${name} ${String(key)}`, Reflect.getOwnPropertyDescriptor(of, key)?.value);
  };
  for (const [name, of] of Object.entries({ globalThis, Math, JSON, Reflect, ...built })) addAll(name, of);
  for (const [name, { prototype }] of Object.entries(built)) addAll(`${name}.prototype`, prototype as object);
  return members;
}

function changesIn(before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>): readonly string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter(
    (name) => before.has(name) !== after.has(name) || !Object.is(before.get(name), after.get(name)),
  );
}

describe("a text that is code, as every name and in every literal", () => {
  // What the platform fills in when it is first used is there from now on.
  beforeAll(() => void engineWith("any"));

  test.each(texts.map((text) => [JSON.stringify(text.slice(0, 40)), text] as const))("%s", (_, text) => {
    const before = surroundings();
    const engine = engineWith(text);
    const answers: unknown[] = [];
    const sources = sourcesOf(() => {
      for (const [question] of questionsFor(text)) answers.push(engine.allows(question));
    });
    expect(answers).toEqual(questionsFor(text).map(([, allowed]) => allowed));
    expect(questionsFor(text).map(([question]) => engine.check(question).decision)).toEqual(answers);
    expect(engine.answered.compiled).toBeGreaterThan(5);
    expect(sources).toHaveLength(7);
    expect(sources.flatMap(foreignIn)).toEqual([]);
    expect(changesIn(before, surroundings())).toEqual([]);
  });

  test("what looks at generated code finds what does not belong there", () => {
    const foreign = (source: string): number => foreignIn(["k", source]).length;
    for (const source of [
      ["return globalThis", "return eval('1')", "new k0()", "return import('x')", "k0.constructor('x')()", "// x"],
      ["k0.x = 1", "k0[v0]", "v0['a'] = 1", "return `x`", "return /x/", "return '\u2028'", "return this", "name()"],
    ].flat())
      expect({ source, found: foreign(source) > 0 }).toEqual({ source, found: true });
    expect(foreignIn(["k = globalThis", "return 1"])).not.toEqual([]);
    expect(foreignIn(["k", 'const k0 = k[0]; return k0.get("// x") === k["__proto__"];'])).toEqual([]);
  });
});

test("two policies with the same names and other texts share code and no constants", () => {
  const policies = ["left", "right"].map((word) =>
    policyOf(`subject User resource Doc { kind: string  action read
      allow User to read when resource.kind == "${word}" and resource.kind in ["${word}", "both"] }`),
  );
  const engines = policies.map((policy) => compile(policy));
  const ask = (kind: string) => ({
    subject: { type: "User", id: "a" },
    action: { name: "read" },
    resource: { type: "Doc", id: "1", properties: { kind } },
  });
  for (let round = 0; round < 3; round++)
    expect(engines.map((engine) => ["left", "right", "both"].map((kind) => engine.allows(ask(kind))))).toEqual([
      [true, false, false],
      [false, true, false],
    ]);
  expect(engines.every(({ answered }) => answered.interpreted === 0)).toBe(true);
});

test("an enumeration of 10,000 values, and 2,000 actions", () => {
  const values = Array.from({ length: 10_000 }, (_, at) => `"v${at}"`);
  const actions = Array.from({ length: 2000 }, (_, at) => `a${at}`);
  const engine = compile(
    policyOf(`subject User resource Doc { kind: ${values.join(" | ")}
      action ${actions.join(", ")}
      allow User to a7, a1999 when resource.kind == "v9999" }`),
  );
  const ask = (name: string, kind: string) => ({
    subject: { type: "User", id: "a" },
    action: { name },
    resource: { type: "Doc", id: "1", properties: { kind } },
  });
  for (const [name, kind, allowed] of [
    ["a7", "v9999", true],
    ["a1999", "v9999", true],
    ["a8", "v9999", false],
    ["a7", "v1", false],
    ["a7", "v10000", false],
    ["a2000", "v9999", false],
  ] as const) {
    expect([name, kind, engine.allows(ask(name, kind))]).toEqual([name, kind, allowed]);
    expect(engine.check(ask(name, kind)).decision).toBe(allowed);
  }
});
