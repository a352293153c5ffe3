import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { briefly } from "../testing/underlined.ts";
import { readJson, wholeText } from "./json.ts";

async function read(text: string): Promise<unknown> {
  const { document } = await readJson(wholeText({ name: "x.json", text }));
  return document?.data;
}

async function findings(text: string): Promise<readonly string[]> {
  const source = { name: "x.json", text };
  const { diagnostics } = await readJson(wholeText(source));
  return diagnostics.map((diagnostic) => briefly(diagnostic, [source]));
}

describe("what is no JSON says where and what", () => {
  test.each([
    ["", "x.json:1:1 «» there is nothing"],
    ["{", "x.json:1:2 «» a `}` was expected before the end"],
    ["[1,\n 2", "x.json:2:3 «» a `]` was expected before the end"],
    ['{"a" 1}', "x.json:1:6 «1» a colon was expected before `1`"],
    ["{'a': 1}", "x.json:1:2 «'a'» a string begins with '"],
    ["{a: 1}", "x.json:1:2 «a» a name in double quotes was expected, not `a`"],
    ['{"a": 1,}', "x.json:1:9 «}» a comma stands before `}`"],
    ["[1,]", "x.json:1:4 «]» a comma stands before `]`"],
    ["[1 2]", "x.json:1:4 «2» a comma was expected before `2`"],
    ["[1}", "x.json:1:3 «}» a list is closed with `}`"],
    ['{"a": 1]', "x.json:1:8 «]» an object is closed with `]`"],
    ['{"a": 01}', "x.json:1:8 «1» a number begins with a zero"],
    ['{"a": 1.}', "x.json:1:7 «1.» `1.` is no number"],
    ['{"a": .5}', "x.json:1:7 «.5» `.5` is no number"],
    ['{"a": NaN}', "x.json:1:7 «NaN» a value was expected, not `NaN`"],
    ["// why\n1", "x.json:1:1 «// why» a comment stands here"],
    ['"a\nb"', 'x.json:1:1 «"a» a string does not end on its line'],
    ['"\\x"', 'x.json:1:1 «"\\x"» a backslash in this string begins no escape'],
    ['"\\u12"', 'x.json:1:1 «"\\u12"» a backslash in this string begins no escape'],
    ['"\t"', 'x.json:1:1 «"\t"» this string holds a control character'],
    ["1 2", "x.json:1:3 «2» `2` follows after its end"],
  ])("%j", async (text, said) => {
    const [place, problem] = said.split("» ");
    expect(await findings(text)).toEqual([`${place}» files/malformed-json: this is not JSON: ${problem}`]);
  });

  test("whatever JSON.parse refuses has one diagnostic, whatever it takes has none", async () => {
    const pieces = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"a"',
      '"',
      "\\",
      "1",
      "-",
      "e",
      ".",
      "0",
      "true",
      "\n",
      "/",
      "nul",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 8 }), async (parts) => {
        const text = parts.join("");
        const found = await findings(text);
        if (isJson(text)) return found.every((line) => line.includes("files/duplicate-member"));
        expect(found).toHaveLength(1);
        expect(found[0]).toContain("files/malformed-json");
        return true;
      }),
      { numRuns: 500 },
    );
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe("names that stand twice", () => {
  test.each([
    [
      '{"a": 1, "b": {"a": 2}, "a": 3}',
      ['x.json:1:25 «"a"» files/duplicate-member: the name `a` stands twice in this object'],
    ],
    ['{"\\u0061": 1, "a": 2}', ['x.json:1:15 «"a"» files/duplicate-member: the name `a` stands twice in this object']],
    [
      '[{"__proto__": 1, "__proto__": 2}]',
      ['x.json:1:19 «"__proto__"» files/duplicate-member: the name `__proto__` stands twice in this object'],
    ],
  ])("%s", async (text, said) => {
    expect(await findings(text)).toEqual(said);
  });

  test("are found in any JSON, and only there", async () => {
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, fc.string(), fc.double(), tie("list"), tie("object")),
      list: fc.array(tie("value"), { maxLength: 3 }).map((items) => `[${items.map(String).join(",")}]`),
      object: fc
        .array(fc.tuple(fc.constantFrom("a", "b:", '"', "\\", "__proto__"), tie("value")), { maxLength: 4 })
        .map((members) => `{${members.map(([name, item]) => `${JSON.stringify(name)}: ${String(item)}`).join(", ")}}`),
    }));
    const text = value.map((made) => (typeof made === "string" && /^[[{]/.test(made) ? made : JSON.stringify(made)));
    await fc.assert(
      fc.asyncProperty(text, async (json) => {
        fc.pre(isJson(json));
        const found = await findings(json);
        expect(found.length > 0).toBe(hasDuplicates(json));
      }),
    );
  });
});

/** By a reviver that cannot see them, so by writing the value again: what was lost makes it shorter. */
function hasDuplicates(json: string): boolean {
  const compact = (text: string): string => text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, "$1");
  const names = (text: string): number => compact(text).match(/"(?:[^"\\]|\\.)*":/g)?.length ?? 0;
  return names(json) !== names(JSON.stringify(JSON.parse(json)));
}

describe("what is JSON", () => {
  test("is read as JSON.parse reads it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 5 }), async (text) => {
        expect(await read(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test("may begin with a byte order mark", async () => {
    expect(await read('\uFEFF{"a": 1}')).toEqual({ a: 1 });
    expect(await findings("\uFEFF{]")).toEqual([
      "x.json:1:2 «]» files/malformed-json: this is not JSON: a name in double quotes was expected, not `]`",
    ]);
  });

  test("is at most 32 deep, however many brackets there are", async () => {
    expect(await read(`${"[".repeat(32)}${"]".repeat(32)}`)).toBeDefined();
    expect(await findings(`${"[".repeat(33)}${"]".repeat(33)}`)).toEqual([
      "x.json:1:33 «[» files/too-deep: objects and lists are nested more than 32 deep here",
    ]);
    expect(await findings("[{".repeat(100_000).slice(0, 1))).toHaveLength(1);
    expect(await findings('{"a":'.repeat(100_000))).toHaveLength(1);
  });
});

test("finds values and names by their pointers", async () => {
  const text = '{ "a/b": [ 1, { "~": "x" } ], "": null }';
  const { document } = await readJson(wholeText({ name: "x.json", text }));
  const at = async (pointer: string, part: "name" | "value" = "value"): Promise<string | undefined> => {
    const found = await document?.locate(pointer, part);
    return text.slice(found?.span.start, found?.span.end);
  };
  expect(await at("/a~1b/1/~0")).toBe('"x"');
  expect(await at("/a~1b/1/~0", "name")).toBe('"~"');
  expect(await at("/")).toBe("null");
  expect(await at("")).toBe(text);
  expect(await at("/a~1b/7/x")).toBe('[ 1, { "~": "x" } ]');
});
