import type { ApiKeys, Refusal } from "@authz/identity";
import { UsageError, type ExitCode, type Invocation } from "../command.ts";
import { withInput } from "../input/with-input.ts";
import { toJson, visible } from "../render/visible.ts";
import { openKeys } from "../stores/open-keys.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Does something with the keys that `--store` names, and closes the store whatever happens. */
export function withKeys(
  input: Invocation,
  terminal: Terminal,
  run: (keys: ApiKeys) => Promise<ExitCode>,
): Promise<ExitCode> {
  return withInput(input, terminal, async () => {
    const prefix = input.value("prefix");
    if (prefix !== undefined && !/^[a-z][a-z0-9]{1,15}$/.test(prefix))
      throw new UsageError(`--prefix takes a small letter with 1 to 15 small letters and digits, not \`${prefix}\``);
    const { keys, close } = await openKeys(input);
    try {
      return await run(keys);
    } finally {
      await close();
    }
  });
}

/** What was asked for was not done: a sentence, or an error object where a program looks for the answer. */
export async function writeProblem(
  { code, message }: Refusal,
  input: Invocation,
  terminal: Terminal,
): Promise<ExitCode> {
  const { out, err } = terminal;
  if (input.value("format") === "json") await out.write(`${toJson({ error: { code, message } }, 2)}\n`);
  else await err.write(`${err.colours.red(err.colours.bold("error:"))} ${visible(message)} (${code})\n`);
  return 2;
}

/** The id that a verb needs. */
export function readId(input: Invocation): string {
  const [id] = input.arguments;
  if (id === undefined) throw new UsageError("which key is needed: its id", "authz keys list shows the ids");
  const part = /^[a-z][a-z0-9]{1,15}_([0-9A-Za-z]{11})_/.exec(id)?.[1];
  if (part !== undefined)
    throw new UsageError("that is a whole key, which others may have seen now; its id is enough", `the id is ${part}`);
  return id;
}
