import { UsageError, type Invocation } from "../command.ts";
import { lintFormats, type LintFormat } from "./formats/formats.ts";

/** The command line of `authz lint`. */
export interface LintCommandOptions {
  readonly format: LintFormat;
  /** Which fixes to make, if any. */
  readonly fix: "none" | "safe" | "all";
  /** Only show what the fixes would change. */
  readonly diff: boolean;
  /** Infinity when any number is fine. */
  readonly maxWarnings: number;
  readonly facts: readonly string[];
  /** Undefined: look for it. */
  readonly config: string | undefined;
}

export function readLintOptions(input: Invocation): LintCommandOptions {
  const format = lintFormats.find((one) => one === input.value("format")) ?? "text";
  const diff = input.has("diff");
  const unsafe = input.has("unsafe");
  if (unsafe && !diff && !input.has("fix")) {
    throw new UsageError("--unsafe says which fixes to make", "give it with --fix, or with --diff to see them");
  }
  if (diff && format !== "text") throw new UsageError("--diff shows text", `leave --format ${format} away`);
  return {
    format,
    fix: !diff && !input.has("fix") ? "none" : unsafe ? "all" : "safe",
    diff,
    maxWarnings: readMaxWarnings(input.value("max-warnings")),
    facts: input.values("facts"),
    config: input.value("config"),
  };
}

export function readMaxWarnings(text: string | undefined): number {
  if (text === undefined) return Infinity;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(
    `--max-warnings takes a whole number, not \`${text}\``,
    "for no warnings at all: --max-warnings 0",
  );
}
