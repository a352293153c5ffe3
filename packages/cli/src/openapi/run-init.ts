import { hasErrors, type Source } from "@authz/model";
import { lintPolicy, type LintResult } from "@authz/dsl/lint";
import { notWritten } from "@authz/engine/node";
import { createPolicyText, type ReadDescription } from "@authz/openapi";
import { basename, extname, join } from "node:path";
import { UsageError, type ExitCode, type Invocation } from "../command.ts";
import { createFile } from "../files/create-file.ts";
import { replaceFile } from "../files/write-file.ts";
import { InputError } from "../input/input-error.ts";
import { withInput } from "../input/with-input.ts";
import { toJson, visible } from "../render/visible.ts";
import { count } from "../render/words.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { readApi } from "./read-api.ts";

/** Writes a first policy, and says what is left for people to decide. */
export function runInit(input: Invocation, terminal: Terminal): Promise<ExitCode> {
  return withInput(input, terminal, async () => {
    const read = await readApi(input);
    if (read.value === undefined) {
      throw new InputError("the description could not be used", read.diagnostics, read.sources);
    }
    const text = createPolicyText(read.value);
    const name = targetOf(input);
    const written: Written = { source: { name, text }, read, linted: lintPolicy([{ name, text }]) };
    if (input.has("stdout")) await terminal.out.write(text);
    else await writePolicy(written.source, input.has("force"));
    await report(written, input, terminal);
    return hasErrors(read.diagnostics) ? 1 : 0;
  });
}

interface Written {
  readonly source: Source;
  readonly read: ReadDescription;
  readonly linted: LintResult;
}

/** `--policy` when it is a file of that kind, or else a file in that folder (`./policy`), named after the description. */
function targetOf(input: Invocation): string {
  const policy = input.value("policy") ?? "policy";
  if (policy.endsWith(".authz")) return policy;
  const path = input.arguments[0] ?? "";
  return join(policy, `${basename(path, extname(path))}.authz`);
}

async function writePolicy({ name, text }: Source, force: boolean): Promise<void> {
  try {
    if (await createFile(name, text)) return;
    if (force) return await replaceFile(name, text);
  } catch (error) {
    const { message, help } = notWritten(name, error);
    throw new UsageError(`could not write the policy: ${message}`, help);
  }
  throw new UsageError(`\`${name}\` is there already`, "name another file by --policy, or overwrite it by --force");
}

async function report(written: Written, input: Invocation, { out, err }: Terminal): Promise<void> {
  const { source, read, linted } = written;
  const { policy } = linted;
  if (input.value("format") === "json" && !input.has("stdout")) {
    const diagnostics = [...read.diagnostics, ...linted.findings];
    return out.write(`${toJson({ file: source.name, policy: policy?.version, diagnostics }, 2)}\n`);
  }
  const { renderDiagnostics } = await import("../render/diagnostic.ts");
  if (read.diagnostics.length > 0) await err.write(`${renderDiagnostics(read.diagnostics, read.sources, err)}\n`);
  if (input.has("stdout")) return;
  const resources = policy?.types.filter(({ resource }) => resource !== undefined) ?? [];
  const counts = [
    count(policy?.endpoints.length ?? 0, "endpoint"),
    count(resources.length, "resource"),
    count(policy?.scopes.length ?? 0, "scope"),
  ];
  const left = linted.findings.length === 0 ? "" : `${renderDiagnostics(linted.findings, [source], out)}\n`;
  const roles = policy?.roles.map(({ name }) => name) ?? [];
  const who = roles.length === 0 ? "" : `who holds ${roles.join(" and ")}, and finer roles in their place; `;
  await out.write(
    `wrote ${visible(source.name)}: ${counts.join(", ")}\n${left === "" ? "" : `\n${left}`}` +
      `left for you to decide: ${who}${linted.findings.length === 0 ? "nothing else" : `${count(linted.findings.length, "finding")} above`}\n`,
  );
}
