import type { ExitCode, Invocation } from "../command.ts";
import { toJson, visible } from "../render/visible.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { InputError } from "./input-error.ts";

/** Runs a verb whose question cannot be asked when what it reads is unusable: that is said, and exits with 2. */
export async function withInput(
  input: Invocation,
  terminal: Terminal,
  run: () => Promise<ExitCode>,
): Promise<ExitCode> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    await report(error, input, terminal);
    return 2;
  }
}

/** For people on standard error; a program finds an error object where it looks for the answer. */
async function report(error: InputError, input: Invocation, { out, err }: Terminal): Promise<void> {
  const { message, diagnostics, sources } = error;
  if (input.value("format") === "json") {
    await out.write(`${toJson({ error: { message, diagnostics } })}\n`);
    return;
  }
  const { renderDiagnostics } = await import("../render/diagnostic.ts");
  const { red, bold } = err.colours;
  await err.write(`${renderDiagnostics(diagnostics, sources, err)}\n${red(bold("error:"))} ${visible(message)}\n`);
}
