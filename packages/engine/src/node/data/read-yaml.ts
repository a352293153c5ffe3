import { defaultLimits, type Limits } from "@authz/model";
import type { ReadData } from "./document.ts";
import type { JsonText } from "./json.ts";

/** One YAML 1.2 document in the core schema, as plain data: no other tags, no merge keys, only strings as names. */
export async function readYaml(part: JsonText, limits: Limits = defaultLimits): Promise<ReadData> {
  // The library is large, and most people write JSON.
  return (await import("./yaml.ts")).parseYaml(part, limits);
}
