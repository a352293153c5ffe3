import { compileModule, policyTypes } from "@authz/compile";
import { notWritten, readPolicy } from "@authz/engine/node";
import type { Policy } from "@authz/model";
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
  const kind = input.has("types") ? types : module;
  const target = readTarget(input, kind);
  const { value: policy, diagnostics, sources } = await readPolicy(policyPath(input));
  if (policy === undefined) throw new InputError("the policy could not be used", diagnostics, sources);
  const isJson = input.value("format") === "json";
  const made = await kind.make(policy);
  if (target === undefined) {
    await out.write(isJson ? `${toJson(made)}\n` : (made.code ?? made.types));
    return 0;
  }
  const written = kind.files(target, made);
  for (const { path, text } of written) await write(path, text);
  const paths = written.map(({ path }) => path);
  await out.write(
    isJson ? `${toJson({ written: paths })}\n` : paths.map((path) => `wrote ${visible(path)}\n`).join(""),
  );
  return 0;
}

interface Made {
  readonly code?: string;
  readonly types: string;
}

/** What can be made of a policy. */
interface Kind {
  readonly fileName: RegExp;
  readonly fileNames: string;
  make(policy: Policy): Made | Promise<Made>;
  files(target: string, made: Made): readonly { readonly path: string; readonly text: string }[];
}

const module: Kind = {
  fileName: /\.m?js$/,
  fileNames: "a module's name ends with .mjs or .js",
  make: compileModule,
  files: (target, { code = "", types }) => [
    { path: target, text: code },
    { path: target.replace(/\.(m?)js$/, ".d.$1ts"), text: types },
  ],
};

const types: Kind = {
  fileName: /\.d\.[mc]?ts$/,
  fileNames: "the name of a file of types ends with .d.ts",
  make: (policy) => ({ types: policyTypes(policy) }),
  files: (target, made) => [{ path: target, text: made.types }],
};

function readTarget(input: Invocation, { fileName, fileNames }: Kind): string | undefined {
  const path = input.value("out");
  if (path === undefined || fileName.test(path)) return path;
  throw new UsageError(`--out ${path}: ${fileNames}`);
}

async function write(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  } catch (error) {
    throw new InputError("the module could not be written", [notWritten(path, error)], []);
  }
}
