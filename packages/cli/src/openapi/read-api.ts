import { readText } from "@authz/engine/node";
import { openapiLimits, readDescription, type ReadDescription, type ReadFile } from "@authz/openapi";
import { dirname, join, relative, resolve, sep } from "node:path";
import { UsageError, type Invocation } from "../command.ts";
import { InputError } from "../input/input-error.ts";

/** Reads the description that the first argument names; what it refers to must lie below the current folder, or beside it. */
export async function readApi(input: Invocation): Promise<ReadDescription> {
  const [path] = input.arguments;
  if (path === undefined || path === "") {
    throw new UsageError("which description is needed", "for example: authz openapi check api.yaml");
  }
  const prefix = readBasePath(input.value("base-path"));
  const read = await readText(path, openapiLimits.documentLength);
  if (!read.ok) {
    const sources = read.source === undefined ? [] : [read.source];
    throw new InputError("the description could not be read", [read.diagnostic], sources);
  }
  const root = rootOf(path);
  const readFile: ReadFile = async (name) => {
    const file = await readText(join(root, name), openapiLimits.documentLength);
    return file.ok ? { source: file.source } : { diagnostic: file.diagnostic };
  };
  const name = relative(root, resolve(path)).split(sep).join("/");
  return readDescription(read.source, { path: name, readFile, prefix });
}

/** The current folder where the description lies below it, or else its own. */
function rootOf(path: string): string {
  const isBelow = !relative("", path).startsWith("..");
  return isBelow ? resolve("") : dirname(resolve(path));
}

function readBasePath(text: string | undefined): string {
  if (text === undefined || text === "/") return "";
  if (/^(?:\/[^/?#]+)+$/.test(text)) return text;
  throw new UsageError(`--base-path takes a path, not \`${text}\``, "it begins with a slash and ends without: /api/v3");
}
