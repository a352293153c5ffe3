import { existsSync } from "node:fs";
import type { Invocation } from "./command.ts";

/** `--policy`, or else `./policy` if that is there, or else the current folder. */
export function policyPath(input: Invocation): string {
  return input.value("policy") ?? (existsSync("policy") ? "policy" : ".");
}
