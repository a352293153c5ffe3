import { parsePolicy } from "@authz/dsl";
import type { Policy } from "@authz/model";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { DiagnosticsError } from "./loaded.ts";
import { loadFacts, parseFactsTexts, readFacts } from "./read-facts.ts";
import { createTestFolder, type TestFolder } from "./testing/folder.ts";
import { briefly } from "./testing/underlined.ts";

const policy = makePolicy(`
subject User { level?: number  address?: ip  born?: time }
role auditor
resource Document { role viewer  action read }
`);

function makePolicy(text: string): Policy {
  const { policy: made } = parsePolicy([{ name: "policy.authz", text }]);
  if (made === undefined) throw new Error("the policy of this test is wrong");
  return made;
}

async function findings(name: string, text: string): Promise<readonly string[]> {
  const { diagnostics, sources, value } = await parseFactsTexts(policy, [{ name, text }]);
  expect(value === undefined).toBe(diagnostics.length > 0);
  return diagnostics.map((diagnostic) => briefly(diagnostic, sources));
}

describe("the same facts in every format", () => {
  const entities = [
    { type: "User", id: "ana", properties: { level: 3 } },
    { type: "Document", id: "d1" },
  ];
  const assignments = [{ subject: { type: "User", id: "ana" }, role: "auditor" }];
  const yaml = `
entities:
  - { type: User, id: ana, properties: { level: 3 } }
  - &doc
    type: Document
    id: d1
assignments:
  - subject: { type: User, id: ana }
    role: auditor
`;
  const lines = [...entities, "", ...assignments].map((item) => (item === "" ? "" : JSON.stringify(item))).join("\r\n");

  test.each([
    ["facts.json", JSON.stringify({ entities, assignments })],
    ["facts.jsonl", lines],
    ["facts.ndjson", `\uFEFF${lines}\n`],
    ["facts.yaml", yaml],
    ["facts.yml", `\uFEFF${yaml}`],
  ])("%s", async (name, text) => {
    const { value, diagnostics } = await parseFactsTexts(policy, [{ name, text }]);
    expect(diagnostics).toEqual([]);
    expect(value?.entities.map(({ ref }) => `${ref.type} ${ref.id}`)).toEqual(["User ana", "Document d1"]);
    expect(value?.assignments.map(({ role }) => role)).toEqual(["auditor"]);
  });

  test("names from the prototype are names like others", async () => {
    const text = '{ "entities": [{ "type": "User", "id": "__proto__" }, { "type": "User", "id": "constructor" }] }';
    expect(await findings("facts.json", text)).toEqual([]);
    expect(
      await findings("facts.json", '{ "entities": [{ "type": "User", "id": "a", "properties": { "__proto__": 1 } }] }'),
    ).toEqual([
      'facts.json:1:61 /entities/0/properties/__proto__ «"__proto__"» facts/unknown-attribute: `User` has no attribute `__proto__`',
    ]);
    expect(await findings("facts.yaml", "entities: [{ type: User, id: a, properties: { __proto__: 1 } }]")).toEqual([
      "facts.yaml:1:47 /entities/0/properties/__proto__ «__proto__» facts/unknown-attribute: `User` has no attribute `__proto__`",
    ]);
  });
});

describe("where a fact is wrong", () => {
  test("in JSON", async () => {
    const text =
      '{ "entities": [\n  { "type": "User", "id": "ana", "properties": { "levl": 3 } },\n  { "type": "Usr", "id": "bo" } ] }';
    expect(await findings("facts.json", text)).toEqual([
      'facts.json:2:50 /entities/0/properties/levl «"levl"» facts/unknown-attribute: `User` has no attribute `levl`',
      'facts.json:3:13 /entities/1/type «"Usr"» facts/unknown-type: there is no type `Usr`',
    ]);
  });

  test("a misspelt member is one mistake, at its name", async () => {
    const text =
      '{ "entites": [], "entities": [{ "type": "User", "id": "ana", "level": 3 }, { "typ": "User", "id": "bo" }],' +
      ' "assignments": [{ "subject": { "type": "User", "id": "ana" }, "rol": "auditor" }] }';
    const { diagnostics, sources } = await parseFactsTexts(policy, [{ name: "facts.json", text }]);
    expect(diagnostics.map((diagnostic) => `${briefly(diagnostic, sources)}; ${diagnostic.help}`)).toEqual([
      'facts.json:1:3 /entites «"entites"» facts/unknown-member: a set of facts has no member `entites`; did you mean `entities`?',
      'facts.json:1:62 /entities/0/level «"level"» facts/unknown-member: an entity has no member `level`; `level` is an attribute of User: put it into `properties`',
      'facts.json:1:78 /entities/1/typ «"typ"» facts/unknown-member: an entity has no member `typ`; did you mean `type`?',
      'facts.json:1:170 /assignments/0/rol «"rol"» facts/unknown-member: an assignment has no member `rol`; did you mean `role`?',
    ]);
  });

  test("in JSON Lines", async () => {
    const text = '{"type":"User","id":"ana"}\n\n{"subject":{"type":"User","id":"ana"},"role":"auditr"}\n[]\n';
    expect(await findings("facts.jsonl", text)).toEqual([
      'facts.jsonl:3:46 /role «"auditr"» facts/unknown-role: there is no application-wide role `auditr`',
      "facts.jsonl:4:1 «[]» facts/not-facts: this is not in the shape of facts",
    ]);
    expect(await findings("facts.jsonl", '{"type":"User","id":"ana"\n{}\n{"a":1,}\n')).toEqual([
      "facts.jsonl:1:26 «» files/malformed-json: this is not JSON: a `}` was expected before the end",
      "facts.jsonl:3:8 «}» files/malformed-json: this is not JSON: a comma stands before `}`",
    ]);
  });

  test("in YAML", async () => {
    expect(await findings("facts.yaml", "entities:\n  - type: User\n    id: 7\n")).toEqual([
      "facts.yaml:3:9 /entities/0/id «7» facts/not-facts: this is not in the shape of facts",
    ]);
  });

  test("values that no JSON has, or no declared type", async () => {
    const fact = (value: string): string => `entities:\n- { type: User, id: ana, properties: { ${value} } }\n`;
    const values = [
      "level: 9007199254740993",
      "level: .nan",
      "level: .inf",
      "born: 2026-02-30T00:00:00Z",
      "address: 10.0.0.300",
    ];
    const found = await Promise.all(values.map((value) => findings("facts.yaml", fact(value))));
    expect(found.map((lines) => lines.map((line) => /«.*» \S+/.exec(line)?.[0]))).toEqual([
      ["«9007199254740993» facts/wrong-type:"],
      ["«.nan» facts/wrong-type:"],
      ["«.inf» facts/wrong-type:"],
      ["«2026-02-30T00:00:00Z» facts/wrong-type:"],
      ["«10.0.0.300» facts/wrong-type:"],
    ]);
  });
});

describe("YAML that is no plain data", () => {
  test.each([
    [
      "a second document",
      "--- {}\n--- {}\n",
      "facts.yaml:2:1 «--- {}» files/malformed-yaml: this YAML cannot be read: a second document begins",
    ],
    [
      "a tag",
      "entities: !!js/function x",
      "facts.yaml:1:11 «!!js/function» files/malformed-yaml: this YAML cannot be read: only plain data may stand here, no tag of its own",
    ],
    [
      "an alias in itself",
      "entities: &a [*a]",
      "facts.yaml:1:15 «*a» files/malformed-yaml: this YAML cannot be read: the alias `*a` contains itself",
    ],
    [
      "an alias to nothing",
      "entities: *a",
      "facts.yaml:1:11 «*a» files/malformed-yaml: this YAML cannot be read: the alias `*a` has no anchor before it",
    ],
    [
      "a name twice",
      "entities: []\nentities: []",
      "facts.yaml:2:1 «entities» files/duplicate-member: the name `entities` stands twice in this object",
    ],
    [
      "a name that is no string",
      "1: []",
      "facts.yaml:1:1 «1» files/malformed-yaml: this YAML cannot be read: a name must be a string: put it in quotes",
    ],
    [
      "a tab",
      "entities:\n\t- {}",
      "facts.yaml:2:1 «\t» files/malformed-yaml: this YAML cannot be read: a tab is used to indent",
    ],
    [
      "too deep",
      `entities: ${"[".repeat(40)}${"]".repeat(40)}`,
      `facts.yaml:1:42 «${"[".repeat(9)}${"]".repeat(9)}» files/too-deep: objects and lists are nested more than 32 deep here`,
    ],
  ])("%s", async (_what, text, said) => {
    expect(await findings("facts.yaml", text)).toEqual([said]);
  });

  test("nesting that would exhaust the stack", async () => {
    const found = await findings("facts.yaml", "[".repeat(20_000));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain("files/too-deep");
  });

  test("aliases that stand for more than anybody has written", async () => {
    const levels = ["a: &a [x, x, x, x, x, x, x, x, x]"];
    for (const [from, to] of ["ab", "bc", "cd", "de", "ef", "fg", "gh"].map((pair) => [...pair])) {
      levels.push(`${to}: &${to} [${Array(9).fill(`*${from}`).join(", ")}]`);
    }
    expect(await findings("facts.yaml", levels.join("\n"))).toEqual([
      "facts.yaml:2:8 «*a» files/malformed-yaml: this YAML cannot be read: its aliases stand for too much data",
    ]);
  });
});

describe("files", () => {
  let folder: TestFolder;
  beforeAll(() => {
    folder = createTestFolder((path) => process.chdir(path), process.cwd());
  });
  afterAll(() => folder.remove());

  test("several are one set, and an entity in two of them is one too many", async () => {
    folder.write("a.json", '{ "entities": [{ "type": "User", "id": "ana" }] }');
    folder.write("b.yaml", "entities: [{ type: User, id: bo }]");
    folder.write("c.jsonl", '{"type":"User","id":"ana"}');
    expect((await loadFacts(policy, ["a.json", "b.yaml"])).entities).toHaveLength(2);
    const { diagnostics, sources } = await readFacts(policy, ["a.json", "b.yaml", "c.jsonl"]);
    expect(diagnostics.map((diagnostic) => briefly(diagnostic, sources))).toEqual([
      'c.jsonl:1:1 «{"type":"User","id":"ana"}» facts/duplicate-entity: User "ana" is described a second time',
    ]);
  });

  test("that cannot be read are all named", async () => {
    folder.write("latin.json", Uint8Array.from([0x22, 0xe9, 0x22]));
    folder.write("big.json", `"${"x".repeat(20)}"`);
    folder.write("folder.json/x", "");
    const files = ["gone.json", "latin.json", "big.json", "folder.json", "facts.txt"];
    const { diagnostics, sources } = await readFacts(policy, files, { limits: { factsFileLength: 10 } });
    expect(diagnostics.map((diagnostic) => briefly(diagnostic, sources))).toEqual([
      "gone.json:1:1 files/not-found: there is no file or folder `gone.json`",
      "latin.json:1:2 «\uFFFD» files/not-utf8: this is not UTF-8: byte 2 of the file is 0xE9",
      "big.json:1:1 files/too-large: `big.json` has more than 10 characters",
      "folder.json:1:1 files/unreadable: `folder.json` cannot be read: it is a folder",
      "facts.txt:1:1 files/unknown-format: the name of `facts.txt` does not say what format it has",
    ]);
  });

  test("loadFacts rejects with the diagnostics", async () => {
    folder.write("wrong.json", "[]");
    const error: unknown = await loadFacts(policy, ["wrong.json"]).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DiagnosticsError);
    expect(String(error)).toContain("wrong.json:1:1: ");
  });
});
