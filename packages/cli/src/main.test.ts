import { readFileSync } from "node:fs";
import { PassThrough } from "node:stream";
import { describe, expect, test } from "@jest/globals";
import picocolors from "picocolors";
import type { CommandGroup, Verb } from "./command.ts";
import { verbs } from "./commands/commands.generated.ts";
import { main } from "./main.ts";
import { OutputClosed, type Output, type Terminal } from "./terminal/terminal.ts";
import { runCommand } from "./testing/run-command.ts";

const commands = await Promise.all([...verbs.values()].map((load) => load()));

test("a verb is loaded by its name", () => {
  expect(commands.map(({ name }) => name)).toEqual([...verbs.keys()]);
});

function groupsOf(verb: Verb): [string, CommandGroup][] {
  return "commands" in verb ? [[verb.name, verb]] : [];
}

/** What one types to run something: `check`, `keys create`. */
function linesOf(verb: Verb): string[] {
  return "commands" in verb ? verb.commands.map(({ name }) => `${verb.name} ${name}`) : [verb.name];
}

describe("help", () => {
  test("of the command lists every verb, the exit codes and examples", async () => {
    const { code, out, err } = await runCommand(["--help"]);
    for (const { name, summary } of commands) expect(out).toMatch(new RegExp(`^ {2}${name} .* {2}${summary}$`, "m"));
    expect(out).toContain(
      "Exit codes: 0 yes or clean, 1 no or findings, 2 the question could not be asked.\n\nExamples:\n",
    );
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });

  test.each(commands.flatMap(groupsOf))("of %s lists its verbs and has examples", async (name, { commands: inner }) => {
    const { code, out } = await runCommand([name, "--help"]);
    for (const verb of inner) expect(out).toMatch(new RegExp(`^ {2}${verb.name} `, "m"));
    expect(out).toContain(`\nExamples:\n`);
    expect(code).toBe(0);
    expect((await runCommand(["help", name])).out).toBe(out);
    expect((await runCommand([name])).code).toBe(2);
  });

  test.each(commands.flatMap(linesOf))("of %s has its options and examples", async (line) => {
    const words = line.split(" ");
    const { code, out } = await runCommand([...words, "--help"]);
    for (const option of ["--policy", "--format", "--no-color", "--help"]) expect(out).toContain(option);
    const [, examples = ""] = out.split("\nExamples:\n");
    expect(examples.match(/^ {2}authz /gm)?.length).toBeGreaterThan(1);
    expect(code).toBe(0);
    expect((await runCommand([...words.slice(0, -1), "help", ...words.slice(-1)])).out).toBe(out);
  });

  test("is what no verb at all gets, as a mistake", async () => {
    const { code, out, err } = await runCommand([]);
    expect(err).toContain("Usage: authz ");
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });
});

test("the version is the package's", async () => {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  for (const option of ["--version", "-V"])
    expect(await runCommand([option])).toEqual({ code: 0, out: `${version}\n`, err: "" });
});

describe("mistakes get the nearest right word", () => {
  test.each([
    [["chek", "User:ana", "read", "Doc:1"], "error: unknown command 'chek'\n(Did you mean check?)\n"],
    [["lint", "--polcy", "x"], "error: unknown option '--polcy'\n(Did you mean --policy?)\n"],
    [["lint", "--policy"], "error: option '-p, --policy <path>' argument missing\n"],
    [["lint", "--policy", ""], "error: option '-p, --policy <path>' argument '' is invalid. It names no file.\n"],
    [["check", "--facts", ""], "error: option '--facts <file>' argument '' is invalid. It names no file.\n"],
    [["lint", "a"], "error: too many arguments for 'lint'. Expected 0 arguments but got 1: a.\n"],
  ])("%j", async (words, err) => {
    expect(await runCommand(words)).toEqual({ code: 2, out: "", err });
  });
});

test.each([
  [["lint"], false],
  [["lint", "--no-color"], true],
  [["--no-color", "lint"], true],
])("%j: without colours %s", async (words, expected) => {
  const asked: boolean[] = [];
  await main([...words, "--policy", "/nowhere/at/all"], (noColour) => {
    asked.push(noColour);
    return terminalOf(() => Promise.resolve());
  });
  expect(asked).toEqual([expected]);
});

function terminalOf(write: Output["write"]): Terminal {
  const colours = picocolors.createColors(false);
  const output: Output = { write, colours, isTerminal: false, columns: undefined, stream: undefined };
  return { out: output, err: output, input: new PassThrough() };
}

test("a mistake of ours is one sentence and where to report it", async () => {
  let said = "";
  let broken = true;
  const terminal = terminalOf((text) => {
    if (broken) {
      broken = false;
      return Promise.reject(new RangeError("out of\u001b[2J range"));
    }
    said += text;
    return Promise.resolve();
  });
  expect(await main(["explain", "granted"], () => terminal)).toBe(2);
  expect(said).toBe(
    "error: something went wrong inside authz, which is a mistake of ours: RangeError: out of\\u{1b}[2J range\n" +
      "  please report it with the command line and, if you can, the policy that shows it\n",
  );
});

test("nobody who reads is no mistake", async () => {
  const written: string[] = [];
  const terminal = terminalOf((text) => {
    written.push(text);
    return Promise.reject(new OutputClosed());
  });
  expect(await main(["explain", "granted"], () => terminal)).toBe(2);
  expect(written).toHaveLength(1);
});
