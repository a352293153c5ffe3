import { apiKeysMigration } from "@authz/identity";
import type { ExitCode, Invocation } from "../command.ts";
import type { Terminal } from "../terminal/terminal.ts";

export async function runMigration(_input: Invocation, { out }: Terminal): Promise<ExitCode> {
  await out.write(apiKeysMigration.trimStart());
  return 0;
}
