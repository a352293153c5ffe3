import type { Terminal } from "./terminal/terminal.ts";

/** A verb: what its help says, and what it does. A file of `commands/` exports one, or a group, as `command`. */
export interface Command {
  readonly name: string;
  /** One line. */
  readonly summary: string;
  /** The rest of its help, above the options. */
  readonly description?: string;
  readonly arguments: readonly ArgumentDefinition[];
  /** Beside those that every verb has. */
  readonly options: readonly OptionDefinition[];
  readonly formats: readonly string[];
  /** Command lines as they are typed, with what they do. */
  readonly examples: readonly CommandExample[];
  /** Returns the exit code. */
  run(input: Invocation, terminal: Terminal): Promise<ExitCode>;
}

/** A verb that has verbs of its own: `authz keys create`. */
export interface CommandGroup {
  readonly name: string;
  /** One line. */
  readonly summary: string;
  readonly description?: string;
  readonly commands: readonly Command[];
  readonly examples: readonly CommandExample[];
}

export type Verb = Command | CommandGroup;

/** 0: yes, or clean. 1: no, or findings. 2: the question could not be asked. */
export type ExitCode = 0 | 1 | 2;

export interface ArgumentDefinition {
  /** In commander's spelling: `[code]` may be left away. */
  readonly syntax: string;
  readonly help: string;
}

export interface OptionDefinition {
  /** In commander's spelling: `--facts <file>`. */
  readonly syntax: string;
  readonly help: string;
  /** May be given several times. */
  readonly repeatable?: boolean;
}

export interface CommandExample {
  readonly line: string;
  readonly what: string;
}

/** What was typed. Options go by their long names, without dashes. */
export interface Invocation {
  readonly arguments: readonly string[];
  value(option: string): string | undefined;
  values(option: string): readonly string[];
  has(option: string): boolean;
}

/** The question could not be asked because of how it was asked: one sentence, and what to do. */
export class UsageError extends Error {
  readonly help: string | undefined;

  constructor(message: string, help?: string) {
    super(message);
    this.help = help;
  }
}
