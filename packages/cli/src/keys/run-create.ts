import { parseDuration } from "@authz/model";
import type { ApiKey, ApiKeyRequest, CreatedKey } from "@authz/identity";
import { UsageError, type ExitCode, type Invocation } from "../command.ts";
import { toJson } from "../render/visible.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { renderKey, toKeyJson } from "./render-key.ts";
import { readId, withKeys, writeProblem } from "./with-keys.ts";

export function runCreate(input: Invocation, terminal: Terminal): Promise<ExitCode> {
  const request = readRequest(input);
  return withKeys(input, terminal, async (keys) => {
    const created = await keys.create(request);
    return created.ok ? writeCreated(created, input, terminal) : writeProblem(created, input, terminal);
  });
}

export function runRotate(input: Invocation, terminal: Terminal): Promise<ExitCode> {
  const id = readId(input);
  const overlap = readDuration("overlap", input.value("overlap") ?? "24h");
  return withKeys(input, terminal, async (keys) => {
    const created = await keys.rotate(id, overlap);
    return created.ok ? writeCreated(created, input, terminal) : writeProblem(created, input, terminal);
  });
}

/** The key on standard output by itself, so that a file takes nothing else; all about it on standard error. */
async function writeCreated({ key, text }: CreatedKey, input: Invocation, { out, err }: Terminal): Promise<ExitCode> {
  const now = Date.now();
  if (input.value("format") === "json") {
    await out.write(`${toJson({ secret: text, key: toKeyJson(key, now) }, 2)}\n`);
    return 0;
  }
  await err.write(`${renderKey(key satisfies ApiKey, now, err.colours)}\n`);
  await out.write(`${text}\n`);
  await err.write("This is the only time that the key is shown.\n");
  return 0;
}

function readRequest(input: Invocation): ApiKeyRequest {
  const [name, subject] = [input.value("name"), input.value("subject")];
  if (name === undefined || subject === undefined)
    throw new UsageError(
      "--name and --subject are needed",
      "authz keys create --name 'nightly export' --subject Service:export",
    );
  const colon = subject.indexOf(":");
  if (colon < 1 || colon === subject.length - 1)
    throw new UsageError(`--subject takes Type:id, not \`${subject}\``, "for example Service:export");
  const expires = input.value("expires") ?? "90d";
  return {
    name,
    subject: { type: subject.slice(0, colon), id: subject.slice(colon + 1) },
    scopes: readScopes(input),
    roles: input.values("role"),
    ...(expires === "never" ? {} : { lifetimeSeconds: readDuration("expires", expires) }),
  };
}

function readScopes(input: Invocation): ApiKeyRequest["scopes"] {
  const scope = input.value("scope");
  if (!input.has("all-scopes")) return scope === undefined ? [] : scope.split(" ").filter((part) => part !== "");
  if (scope !== undefined) throw new UsageError("--scope and --all-scopes contradict each other");
  return "all";
}

function readDuration(option: string, text: string): number {
  const milliseconds = parseDuration(text);
  if (milliseconds !== undefined) return milliseconds / 1000;
  throw new UsageError(`--${option} takes a duration such as 90d or 12h, not \`${text}\``);
}
