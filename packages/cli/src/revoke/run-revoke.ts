import {
  createRevocation,
  StoreUnavailable,
  type Revocation,
  type RevocationTimes,
  type Revoked,
} from "@authz/identity";
import { formatTime, parseDuration, parseTime } from "@authz/model";
import { UsageError, type ExitCode, type Invocation } from "../command.ts";
import { withInput } from "../input/with-input.ts";
import { toJson, visible } from "../render/visible.ts";
import { openRevocations, type OpenRevocations } from "../stores/open-revocations.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { readRevokedToken } from "./revoked-token.ts";

export async function runRevokeToken(input: Invocation, terminal: Terminal): Promise<ExitCode> {
  return withInput(input, terminal, async () => {
    const { revoked, expires } = await readRevokedToken(input, terminal);
    return revoke(revoked, expires === undefined ? {} : { expires }, input, terminal);
  });
}

export function runRevokeOthers(
  kind: "session" | "subject" | "client",
  input: Invocation,
  terminal: Terminal,
): Promise<ExitCode> {
  const [id] = input.arguments;
  const issuer = input.value("issuer");
  if (id === undefined || issuer === undefined)
    throw new UsageError(
      `which ${kind} of which issuer is needed`,
      `authz revoke ${kind} ID --issuer https://login.example.com`,
    );
  return revoke({ kind, issuer, id }, readBefore(input), input, terminal);
}

export function runRevokeEverything(input: Invocation, terminal: Terminal): Promise<ExitCode> {
  const issuer = input.value("issuer");
  const revoked: Revoked = { kind: "everything", ...(issuer === undefined ? {} : { issuer }) };
  return revoke(revoked, readBefore(input), input, terminal);
}

/** Only for a server that may lose all of them. */
export function runInitialise(input: Invocation, terminal: Terminal): Promise<ExitCode> {
  return withRevocations(input, terminal, async ({ initialise }) => {
    if (initialise === undefined)
      throw new UsageError("only Redis is to be prepared", "a file begins by itself with the first revocation");
    await initialise();
    const { out } = terminal;
    const isJson = input.value("format") === "json";
    await out.write(
      isJson ? `${toJson({ initialised: true }, 2)}\n` : "Redis is ready: nothing is revoked there yet.\n",
    );
    return 0;
  });
}

function revoke(
  revoked: Revoked,
  times: Partial<RevocationTimes>,
  input: Invocation,
  terminal: Terminal,
): Promise<ExitCode> {
  const lifetime = input.value("lifetime");
  const lifetimeSeconds = lifetime === undefined ? {} : { lifetimeSeconds: readSeconds(lifetime) };
  const revocation = createRevocation(revoked, { now: Date.now(), ...times, ...lifetimeSeconds });
  return withRevocations(input, terminal, async ({ store }) => {
    await store.add([revocation]);
    await terminal.out.write(report(revocation, input.value("format") === "json"));
    return 0;
  });
}

async function withRevocations(
  input: Invocation,
  terminal: Terminal,
  run: (revocations: OpenRevocations) => Promise<ExitCode>,
): Promise<ExitCode> {
  try {
    const revocations = await openRevocations("store", input.value("store") ?? "authz-revocations.log");
    try {
      return await run(revocations);
    } finally {
      await revocations.close();
    }
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    return writeFailure(error, input, terminal);
  }
}

/** Nothing is revoked then, or perhaps it is: it must be tried again. */
async function writeFailure({ message }: Error, input: Invocation, { out, err }: Terminal): Promise<ExitCode> {
  const code = "revocation/unavailable";
  if (input.value("format") === "json") await out.write(`${toJson({ error: { code, message } }, 2)}\n`);
  else await err.write(`${err.colours.red(err.colours.bold("error:"))} not revoked: ${visible(message)} (${code})\n`);
  return 2;
}

function report({ revoked, before, until }: Revocation, isJson: boolean): string {
  const always = revoked.kind === "token" || revoked.kind === "session";
  if (isJson)
    return `${toJson({ ...revoked, ...(always ? {} : { before: formatTime(before) }), until: formatTime(until) }, 2)}\n`;
  const id = revoked.kind === "everything" ? "" : ` ${JSON.stringify(revoked.id)}`;
  const issuer = revoked.issuer === undefined ? "" : ` of ${revoked.issuer}`;
  const since = always ? "" : ` that was issued until ${formatTime(before)}`;
  return `${visible(`Revoked: ${revoked.kind}${id}${issuer}${since}; kept until ${formatTime(until)}`)}\n`;
}

function readBefore(input: Invocation): { readonly before?: number } {
  const text = input.value("before");
  if (text === undefined) return {};
  const before = parseTime(text);
  if (before === undefined)
    throw new UsageError(`--before takes a time, not \`${text}\``, "write it as 2026-01-31T00:00:00Z");
  if (before > Date.now())
    throw new UsageError("--before lies in the future", "what is not issued yet cannot be revoked");
  return { before };
}

function readSeconds(text: string): number {
  const milliseconds = parseDuration(text);
  if (milliseconds !== undefined) return milliseconds / 1000;
  throw new UsageError(`--lifetime takes a duration such as 30d or 24h, not \`${text}\``);
}
