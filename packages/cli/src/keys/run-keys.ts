import type { ApiKeyIdentity } from "@authz/identity";
import { UsageError, type ExitCode, type Invocation } from "../command.ts";
import { toJson, visible } from "../render/visible.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { writeRefusal } from "../token/bearer.ts";
import { readCredential } from "../token/read-credential.ts";
import { renderKey, toKeyJson } from "./render-key.ts";
import { readId, withKeys, writeProblem } from "./with-keys.ts";

export function runList(input: Invocation, terminal: Terminal): Promise<ExitCode> {
  return withKeys(input, terminal, async (keys) => {
    const listed = await keys.list();
    if (!listed.ok) return writeProblem(listed, input, terminal);
    const { out } = terminal;
    const now = Date.now();
    if (input.value("format") === "json")
      await out.write(`${toJson({ keys: listed.keys.map((key) => toKeyJson(key, now)) }, 2)}\n`);
    else if (listed.keys.length === 0) await out.write("There are no keys.\n");
    else await out.write(`${listed.keys.map((key) => renderKey(key, now, out.colours)).join("\n\n")}\n`);
    return 0;
  });
}

export function runRevoke(input: Invocation, terminal: Terminal): Promise<ExitCode> {
  const id = readId(input);
  return withKeys(input, terminal, async (keys) => {
    const revoked = await keys.revoke(id);
    if (!revoked.ok) return writeProblem(revoked, input, terminal);
    const { out } = terminal;
    const isJson = input.value("format") === "json";
    const now = Date.now();
    await out.write(`${isJson ? toJson(toKeyJson(revoked.key, now), 2) : renderKey(revoked.key, now, out.colours)}\n`);
    return 0;
  });
}

export function runVerify(input: Invocation, terminal: Terminal): Promise<ExitCode> {
  const [path] = input.arguments;
  if (path === undefined)
    throw new UsageError("a file with the key is needed", "authz keys verify key.txt; - is standard input");
  return withKeys(input, terminal, async (keys) => {
    const verified = await keys.verify(await readCredential(path, terminal));
    if (!verified.ok) {
      await writeRefusal(verified, input, terminal);
      return verified.code === "api-key/unavailable" ? 2 : 1;
    }
    const { out } = terminal;
    const { ok: _ok, ...identity } = verified;
    const isJson = input.value("format") === "json";
    await out.write(isJson ? `${toJson(identity, 2)}\n` : renderIdentity(identity, terminal));
    return 0;
  });
}

function renderIdentity({ subject, token, credential }: ApiKeyIdentity, { out: { colours } }: Terminal): string {
  const scope = token["scope"];
  const scopes = typeof scope === "string" ? scope || "none: nothing is covered" : "not limited";
  const roles = subject.properties?.["roles"];
  return [
    `${colours.bold(colours.green("accepted"))} ${visible(`${subject.type} ${JSON.stringify(subject.id)}`)}`,
    "",
    `  ${colours.dim("key       ")}  ${credential.id}`,
    `  ${colours.dim("scopes    ")}  ${visible(scopes)}`,
    ...(Array.isArray(roles) ? [`  ${colours.dim("roles     ")}  ${visible(roles.join(", "))}`] : []),
    "",
  ].join("\n");
}
