import { compileModule } from "@authz/compile";
import { notWritten, readPolicy } from "@authz/engine/node";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { UsageError, type ExitCode, type Invocation } from "../command.ts";
import { InputError } from "../input/input-error.ts";
import { withInput } from "../input/with-input.ts";
import { policyPath } from "../policy-path.ts";
import { toJson, visible } from "../render/visible.ts";
import type { Terminal } from "../terminal/terminal.ts";

export function runCompile(input: Invocation, terminal: Terminal): Promise<ExitCode> {
  return withInput(input, terminal, () => run(input, terminal));
}

async function run(input: Invocation, { out }: Terminal): Promise<ExitCode> {
  const target = readTarget(input);
  const { value: policy, diagnostics, sources } = await readPolicy(policyPath(input));
  if (policy === undefined) throw new InputError("the policy could not be used", diagnostics, sources);
  const { code, types } = await compileModule(policy);
  const isJson = input.value("format") === "json";
  if (target === undefined) {
    await out.write(isJson ? `${toJson({ code, types })}\n` : code);
    return 0;
  }
  const written = [
    { path: target, text: code },
    { path: target.replace(/\.(m?)js$/, ".d.$1ts"), text: types },
  ];
  for (const { path, text } of written) await write(path, text);
  const paths = written.map(({ path }) => path);
  await out.write(
    isJson ? `${toJson({ written: paths })}\n` : paths.map((path) => `wrote ${visible(path)}\n`).join(""),
  );
  return 0;
}

function readTarget(input: Invocation): string | undefined {
  const path = input.value("out");
  if (path === undefined || /\.m?js$/.test(path)) return path;
  throw new UsageError(`--out ${path}: a module's name ends with .mjs or .js`);
}

async function write(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  } catch (error) {
    throw new InputError("the module could not be written", [notWritten(path, error)], []);
  }
}
