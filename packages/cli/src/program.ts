import { Command as Program, InvalidArgumentError, Option } from "commander";
import { readFileSync } from "node:fs";
import type { Command, ExitCode, Invocation, OptionDefinition, Verb } from "./command.ts";
import { visible, visibleLines } from "./render/visible.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** What the program writes before a verb runs: help, the version, mistakes in options. */
export interface ProgramText {
  readonly out: string;
  readonly err: string;
}

export interface BuiltProgram {
  readonly program: Program;
  text(): ProgramText;
  /** What the verb returned. */
  exitCode(): ExitCode;
}

/** The command line as commander sees it: all verbs, their options and their help. */
export function buildProgram(commands: readonly Verb[], terminalFor: (noColour: boolean) => Terminal): BuiltProgram {
  let out = "";
  let err = "";
  let exitCode: ExitCode = 2;
  const program = new Program("authz")
    .description("Decides who may do what, by a policy that people can read.")
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [verb]", "print the help of a verb")
    .option("--no-color", "without colours; NO_COLOR does the same")
    .exitOverride()
    .configureOutput({ writeOut: (text) => (out += text), writeErr: (text) => (err += visibleLines(text)) })
    .addHelpText("after", rootHelp);
  const run: RunCommand = async (command, input) => {
    exitCode = await command.run(input, terminalFor(program.opts().color === false || input.has("no-color")));
  };
  for (const verb of commands) addVerb(program, verb, run);
  return { program, text: () => ({ out, err }), exitCode: () => exitCode };
}

const rootHelp = `
Exit codes: 0 yes or clean, 1 no or findings, 2 the question could not be asked.

Examples:
  authz check User:ana read Invoice:i1 --facts facts.json
  authz lint
  authz test
  authz explain step_up_required
`;

type RunCommand = (command: Command, input: Invocation) => Promise<void>;

function addVerb(program: Program, command: Verb, run: RunCommand): void {
  const verb = program
    .command(command.name)
    .summary(command.summary)
    .description(command.description === undefined ? command.summary : `${command.summary}\n\n${command.description}`)
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", examples(command));
  if (!("commands" in command)) return addArguments(verb, command, run);
  verb.helpCommand("help [verb]", "print the help of a verb");
  for (const inner of command.commands) addVerb(verb, inner, run);
}

function addArguments(verb: Program, command: Command, run: RunCommand): void {
  for (const { syntax, help } of command.arguments) verb.argument(syntax, help);
  for (const option of command.options) verb.addOption(createOption(option));
  verb.addOption(createOption(policyOption));
  verb.addOption(new Option("--format <format>", "how to answer").choices(command.formats).default("text"));
  verb.option("--no-color", "without colours; NO_COLOR does the same");
  verb.action(() => run(command, createInvocation(verb)));
}

const policyOption: OptionDefinition = {
  syntax: "-p, --policy <path>",
  help: "the policy: a folder or a file (default: ./policy, or else .)",
};

function createOption({ syntax, help, repeatable }: OptionDefinition): Option {
  const option = new Option(syntax, help);
  const read = /<(?:file|path)>/.test(syntax) ? readPath : (value: string): string => value;
  if (repeatable !== true) return option.argParser(read);
  option.default([]).argParser((value: string, previous: readonly string[]) => [...previous, read(value)]);
  option.defaultValueDescription = "none";
  return option;
}

/** Most often a variable of the shell that is not set. */
function readPath(value: string): string {
  if (value === "") throw new InvalidArgumentError("It names no file.");
  return value;
}

function createInvocation(verb: Program): Invocation {
  const values = new Map<string, unknown>();
  for (const option of verb.options) {
    const name = option.long?.replace(/^--/, "") ?? "";
    const value: unknown = verb.getOptionValue(option.attributeName());
    values.set(name, option.negate ? value === false : value);
  }
  return {
    arguments: verb.args,
    value(name) {
      const value = values.get(name);
      return typeof value === "string" ? value : undefined;
    },
    values(name) {
      const value = values.get(name);
      return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
    },
    has: (name) => values.get(name) === true,
  };
}

function examples(command: Verb): string {
  const lines = command.examples.map(({ line, what }) => `  # ${what}\n  ${line}`);
  return `\nExamples:\n${lines.join("\n\n")}\n`;
}

/** package.json lies above the sources, above what is built and above what is bundled from them. */
function version(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  const manifest: unknown = JSON.parse(text);
  const known = typeof manifest === "object" && manifest !== null && "version" in manifest;
  return known ? visible(String(manifest.version)) : "unknown";
}
