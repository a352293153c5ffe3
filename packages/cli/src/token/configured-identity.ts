import { readJson, readText, readYaml, wholeText, type Document } from "@authz/engine/node";
import { openIdentity, readIdentityConfig, type Authenticator, type ConfigProblem } from "@authz/identity";
import { createLines, defaultLimits, locate, parseTime, type Source } from "@authz/model";
import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { UsageError, type Invocation } from "../command.ts";
import { InputError } from "../input/input-error.ts";
import { isJsonObject } from "../input/json-options.ts";

/** The issuers that the configuration names, ready to be asked. Files that it names lie beside it. */
export async function openConfiguredIdentity(input: Invocation): Promise<Authenticator> {
  const path = input.value("config") ?? "authz.config.json";
  const { document, source } = await readDocument(path);
  const section = isJsonObject(document.data) ? document.data["identity"] : undefined;
  if (section === undefined)
    throw new UsageError(`\`${path}\` has no \`identity\` section`, "docs/identity.md shows how to write one");
  const read = readIdentityConfig(section);
  if (!read.ok) throw await mistake(read.problems, document, source);
  const at = input.value("at");
  const fixed = at === undefined ? undefined : parseTime(at);
  const opened = await openIdentity(read.config, {
    clock: () => (fixed === undefined ? new Date() : new Date(fixed)),
    readFile: (name) => readFile(resolve(dirname(path), name)),
    env: process.env,
  });
  if (!opened.ok) throw await mistake(opened.problems, document, source);
  return opened.authenticator;
}

async function readDocument(path: string): Promise<{ readonly document: Document; readonly source: Source }> {
  const read = await readText(path, defaultLimits.fileLength);
  if (!read.ok) {
    const sources = read.source === undefined ? [] : [read.source];
    throw new InputError("the configuration could not be read", [read.diagnostic], sources);
  }
  const part = wholeText(read.source);
  const { document, diagnostics } = /\.ya?ml$/.test(path) ? await readYaml(part) : await readJson(part);
  if (document === undefined) throw new InputError("the configuration could not be read", diagnostics, [read.source]);
  return { document, source: read.source };
}

/** The first one, where it stands. */
async function mistake(problems: readonly ConfigProblem[], document: Document, source: Source): Promise<UsageError> {
  const [first] = problems;
  const pointer = `/identity${first?.pointer ?? ""}`;
  const { span } = await document.locate(pointer, "value");
  const { line, column } = locate(source, span, createLines(source.text));
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
  return new UsageError(`${source.name}:${line}:${column}: ${pointer}: ${first?.message ?? "is wrong"}${more}`);
}
