import {
  evaluationsSchema,
  factLineSchema,
  factsSchema,
  requestSchema,
  type JsonSchema,
} from "@authz/engine/json-schema";
import { readPolicy, notWritten } from "@authz/engine/node";
import { suggest, type Policy } from "@authz/model";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UsageError, type ExitCode, type Invocation } from "../command.ts";
import { InputError } from "../input/input-error.ts";
import { withInput } from "../input/with-input.ts";
import { policyPath } from "../policy-path.ts";
import { toJson, visible } from "../render/visible.ts";
import type { Terminal } from "../terminal/terminal.ts";

const schemas: ReadonlyMap<string, (policy: Policy) => JsonSchema> = new Map([
  ["facts", factsSchema],
  ["facts-line", factLineSchema],
  ["request", requestSchema],
  ["evaluations", evaluationsSchema],
]);

export function runSchema(input: Invocation, terminal: Terminal): Promise<ExitCode> {
  return withInput(input, terminal, () => run(input, terminal));
}

async function run(input: Invocation, terminal: Terminal): Promise<ExitCode> {
  const kind = readKind(input);
  const { value: policy, diagnostics, sources } = await readPolicy(policyPath(input));
  if (policy === undefined) throw new InputError("the policy could not be used", diagnostics, sources);
  const folder = input.value("out");
  if (folder === undefined) await terminal.out.write(schemaText(kind ?? "facts", policy));
  else await writeSchemas(kind === undefined ? [...schemas.keys()] : [kind], folder, policy, input, terminal);
  return 0;
}

function readKind({ arguments: words }: Invocation): string | undefined {
  const [kind] = words;
  if (kind === undefined || schemas.has(kind)) return kind;
  const known = [...schemas.keys()];
  const near = suggest(kind, known);
  const help = near === undefined ? `there are ${known.join(", ")}` : `did you mean \`${near}\`?`;
  throw new UsageError(`there is no schema of \`${kind}\``, help);
}

function schemaText(kind: string, policy: Policy): string {
  return `${toJson(schemas.get(kind)?.(policy), 2)}\n`;
}

async function writeSchemas(
  kinds: readonly string[],
  folder: string,
  policy: Policy,
  input: Invocation,
  { out }: Terminal,
): Promise<void> {
  const paths: string[] = [];
  for (const kind of kinds) {
    const path = join(folder, `${kind}.schema.json`);
    try {
      await mkdir(folder, { recursive: true });
      await writeFile(path, schemaText(kind, policy));
    } catch (error) {
      throw new InputError("the schema could not be written", [notWritten(path, error)], []);
    }
    paths.push(path);
  }
  if (input.value("format") === "json") await out.write(`${toJson({ written: paths })}\n`);
  else for (const path of paths) await out.write(`wrote ${visible(path)}\n`);
}
