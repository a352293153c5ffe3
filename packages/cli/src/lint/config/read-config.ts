import type { LintConfig } from "@authz/dsl/lint";
import { readJson, readText, readYaml, wholeText } from "@authz/engine/node";
import { createLines, defaultLimits, suggest, type Diagnostic, type Source } from "@authz/model";
import { Ajv, type ErrorObject } from "ajv";
import { dirname, relative, resolve, sep } from "node:path";
import picomatch from "picomatch";
import { UsageError } from "../../command.ts";
import { readPackageFile } from "../../package-file.ts";

/** The configuration file, validated. */
export interface Configuration {
  readonly lint: LintConfig;
  /** Whether findings in a file (as shown, relative to the current folder) are left out. */
  ignores(file: string): boolean;
}

/** Rejects with a {@link UsageError} that says where the file is wrong. */
export async function readConfig(path: string): Promise<Configuration> {
  const read = await readText(path, defaultLimits.fileLength);
  if (!read.ok) throw problemOf(read.diagnostic);
  const { source } = read;
  const part = wholeText(source);
  const parsed = /\.ya?ml$/.test(path) ? await readYaml(part) : await readJson(part);
  const [diagnostic] = parsed.diagnostics;
  if (parsed.document === undefined) {
    throw diagnostic === undefined ? new UsageError(`\`${source.name}\` cannot be read`) : problemOf(diagnostic);
  }
  const { document } = parsed;
  const error = firstError(document.data);
  if (error !== undefined) {
    const { pointer, part: which, message, help } = describe(error);
    const { span } = await document.locate(pointer, which);
    throw new UsageError(`${placeIn(source, span.start)}: ${message}`, help);
  }
  const { lint = {} } = (document.data ?? {}) as { readonly lint?: LintConfig };
  return { lint, ignores: ignoredFiles(lint, dirname(resolve(path))) };
}

function problemOf({ location, message, help }: Diagnostic): UsageError {
  return new UsageError(`${location.source}:${location.line}:${location.column}: ${message}`, help);
}

function placeIn(source: Source, offset: number): string {
  const { line, column } = createLines(source.text).position(offset);
  return `${source.name}:${line}:${column}`;
}

function ignoredFiles({ ignore = [] }: LintConfig, folder: string): (file: string) => boolean {
  if (ignore.length === 0) return () => false;
  const matches = picomatch([...ignore], { dot: true });
  return (file) => matches(relative(folder, resolve(file)).split(sep).join("/"));
}

/** What an empty file says is nothing. */
function firstError(data: unknown): ErrorObject | undefined {
  if (data === null || data === undefined) return undefined;
  const validate = new Ajv({ verbose: true, strict: true, strictTuples: false, strictTypes: false }).compile(schema());
  if (validate(data)) return undefined;
  // A setting is a level or a list: of the two, the last error is about what was meant.
  return validate.errors?.findLast(
    ({ keyword, schemaPath }) => keyword !== "anyOf" && !schemaPath.endsWith("/anyOf/1/type"),
  );
}

/** The published one. */
function schema(): object {
  return JSON.parse(readPackageFile("schemas/authz.config.schema.json")) as object;
}

interface Described {
  readonly pointer: string;
  readonly part: "name" | "value";
  readonly message: string;
  readonly help: string | undefined;
}

function describe(error: ErrorObject): Described {
  const { instancePath, keyword, params, message = "is not right" } = error;
  if (keyword === "additionalProperties") {
    const name = String((params as { readonly additionalProperty?: unknown }).additionalProperty);
    const known = knownNames(error);
    const near = known.find((one) => one === `lint/${name}`) ?? suggest(name, known);
    const help =
      near === undefined
        ? `known are ${known.slice(0, 12).join(", ")}${known.length > 12 ? ", …" : ""}`
        : `did you mean \`${near}\`?`;
    const pointer = `${instancePath}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    return { pointer, part: "name", message: `there is no \`${name}\` here`, help };
  }
  if (keyword === "enum") {
    const values = (params as { readonly allowedValues?: readonly unknown[] }).allowedValues ?? [];
    const wanted = values.map((value) => `\`${String(value)}\``).join(", ");
    return { pointer: instancePath, part: "value", message: `this must be one of ${wanted}`, help: undefined };
  }
  return { pointer: instancePath, part: "value", message: `this ${message}`, help: undefined };
}

function knownNames({ parentSchema }: ErrorObject): readonly string[] {
  const properties: unknown = (parentSchema as { readonly properties?: unknown } | undefined)?.properties;
  return typeof properties === "object" && properties !== null ? Object.keys(properties) : [];
}
