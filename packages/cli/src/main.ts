import { CommanderError } from "commander";
import { UsageError, type ExitCode, type Verb } from "./command.ts";
import { verbs } from "./commands/commands.generated.ts";
import { buildProgram } from "./program.ts";
import { visible } from "./render/visible.ts";
import { processTerminal } from "./terminal/process-terminal.ts";
import { OutputClosed, type Terminal } from "./terminal/terminal.ts";

/**
 * Runs `authz` with the arguments after its name and resolves to the exit code: 0 yes or clean, 1 no or findings, 2 the
 * question could not be asked. Never rejects.
 */
export async function main(
  argv: readonly string[],
  terminalFor: (noColour: boolean) => Terminal = processTerminal,
): Promise<ExitCode> {
  let terminal: Terminal | undefined;
  const open = (noColour: boolean): Terminal => (terminal ??= terminalFor(noColour));
  try {
    return await run(argv, open);
  } catch (error) {
    if (error instanceof OutputClosed) return 2;
    await complain(error, open(argv.includes("--no-color"))).catch(() => undefined);
    return 2;
  }
}

async function run(argv: readonly string[], open: (noColour: boolean) => Terminal): Promise<ExitCode> {
  const built = buildProgram(await verbsFor(argv), open);
  let code: ExitCode;
  try {
    await built.program.parseAsync(argv, { from: "user" });
    code = built.exitCode();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    code = error.exitCode === 0 ? 0 : 2;
  }
  const { out, err } = built.text();
  const terminal = open(argv.includes("--no-color"));
  if (out !== "") await terminal.out.write(out);
  if (err !== "") await terminal.err.write(err);
  return code;
}

/** A line that begins with a verb needs no other; what is no verb may be help, or close to one of them. */
function verbsFor([first = ""]: readonly string[]): Promise<readonly Verb[]> {
  const load = verbs.get(first);
  return Promise.all(load === undefined ? [...verbs.values()].map((other) => other()) : [load()]);
}

/** One sentence for whoever typed it; a mistake of ours says where to report it. */
async function complain(error: unknown, { err }: Terminal): Promise<void> {
  const { red, bold } = err.colours;
  const head = red(bold("error:"));
  if (error instanceof UsageError) {
    await err.write(`${head} ${visible(error.message)}\n`);
    if (error.help !== undefined) await err.write(`  ${visible(error.help)}\n`);
    return;
  }
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  await err.write(`${head} something went wrong inside authz, which is a mistake of ours: ${visible(what)}\n`);
  await err.write("  please report it with the command line and, if you can, the policy that shows it\n");
}
