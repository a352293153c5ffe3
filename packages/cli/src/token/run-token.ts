import { inspectToken, refusalCodes, type Inspection } from "@authz/identity";
import { UsageError, type ExitCode, type Invocation } from "../command.ts";
import { withInput } from "../input/with-input.ts";
import { toJson } from "../render/visible.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { openConfiguredIdentity } from "./configured-identity.ts";
import { readCredential } from "./read-credential.ts";
import { renderInspection } from "./render-inspection.ts";
import { withRevocationCheck } from "./revocations.ts";

export function runToken(input: Invocation, terminal: Terminal): Promise<ExitCode> {
  const [verb, path] = input.arguments;
  if (verb !== "inspect" || path === undefined)
    throw new UsageError("what to do with which token is needed", "for example: authz token inspect token.txt");
  return withInput(input, terminal, () => inspect(path, input, terminal));
}

async function inspect(path: string, input: Invocation, terminal: Terminal): Promise<ExitCode> {
  const isConfigured = input.value("config") !== undefined;
  const token = await readCredential(path, terminal);
  const inspection = isConfigured ? await judge(token, input) : await inspectToken(token);
  const { out } = terminal;
  const isJson = input.value("format") === "json";
  await out.write(isJson ? `${toJson(inspection, 2)}\n` : renderInspection(inspection, out.colours));
  return exitCode(inspection);
}

async function judge(token: string, input: Invocation): Promise<Inspection> {
  const authenticator = await openConfiguredIdentity(input);
  return withRevocationCheck(input, (others) =>
    inspectToken(token, { authenticator: { authenticate: (text) => authenticator.authenticate(text, { others }) } }),
  );
}

/** Whoever vouches and does not answer has not refused. */
function exitCode({ judged }: Inspection): ExitCode {
  if (judged === undefined || "identity" in judged) return 0;
  return refusalCodes[judged.refusal.code].error === "temporarily_unavailable" ? 2 : 1;
}
