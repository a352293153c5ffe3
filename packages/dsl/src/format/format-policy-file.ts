import { compareDiagnostics, type Diagnostic } from "@authz/model";
import { createCollector } from "../diagnostics/collector.ts";
import { cutFindings } from "../diagnostics/cut.ts";
import { readLimits } from "../limits.ts";
import type { ParseOptions, PolicyFile } from "../parsed-policy.ts";
import { readSources } from "../sources.ts";
import { parseTokens } from "../syntax/parse-file.ts";
import { formatParsed } from "./format-parsed.ts";

export interface FormattedFile {
  /** In canonical form, apart from what could not be read. */
  readonly text: string;
  /** What is wrong with the syntax, in the order of the text; names and types are not looked at. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The canonical form of a policy file (docs/fmt.md): another layout of the same tokens and comments in the same order, so that
 * it means the same. Formatting the result changes nothing any more. A declaration with a syntax error is left byte for byte
 * as it is; so is a whole file that is hardly a policy (too long, NUL characters, mistakes everywhere).
 *
 * Line ends are those of the first line, and a byte order mark stays. Never throws, whatever it is given.
 *
 * ```ts
 * formatPolicyFile({ name: "todo.authz", text: "role   viewer" }).text; // "role viewer\n"
 * ```
 */
export function formatPolicyFile(file: PolicyFile, options: ParseOptions = {}): FormattedFile {
  const limits = readLimits(options);
  const collector = createCollector();
  const [source] = readSources([file], collector, limits) ?? [];
  const parsed = source === undefined ? undefined : parseTokens(source, collector, limits);
  const diagnostics = cutFindings(collector.diagnostics.toSorted(compareDiagnostics), limits.diagnostics);
  const isUnreadable = diagnostics.length > limits.diagnostics || diagnostics.some(({ code }) => unreadable.has(code));
  if (parsed === undefined || isUnreadable) return { text: source?.text ?? "", diagnostics };
  return { text: formatParsed(parsed, diagnostics), diagnostics };
}

/** With these, lines are not what they seem. */
const unreadable: ReadonlySet<string> = new Set(["text/nul", "text/lone-carriage-return"]);
