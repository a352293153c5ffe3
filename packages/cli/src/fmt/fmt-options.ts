import { UsageError, type Invocation } from "../command.ts";
import { policyPath } from "../policy-path.ts";

/** The command line of `authz fmt`. */
export interface FmtOptions {
  /** `diff` is a check that shows what would change. */
  readonly mode: "write" | "check" | "diff";
  readonly format: "text" | "json";
  /** Files and folders, or standard input. */
  readonly from: readonly string[] | "stdin";
}

export function readFmtOptions(input: Invocation): FmtOptions {
  return {
    mode: input.has("diff") ? "diff" : input.has("check") ? "check" : "write",
    format: input.value("format") === "json" ? "json" : "text",
    from: readPaths(input),
  };
}

function readPaths(input: Invocation): FmtOptions["from"] {
  const paths = input.arguments;
  if (paths.length === 0) return [policyPath(input)];
  if (input.value("policy") !== undefined) {
    throw new UsageError("what to format is said twice", "name it as an argument or by --policy, not both");
  }
  if (paths.includes(""))
    throw new UsageError("an empty argument names no file", "is a variable of the shell not set?");
  if (!paths.includes("-")) return paths;
  if (paths.length > 1) throw new UsageError("`-` is standard input, and stands alone", "format files by themselves");
  return "stdin";
}
