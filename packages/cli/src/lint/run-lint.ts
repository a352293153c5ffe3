import { readPolicy, type Loaded } from "@authz/engine/node";
import type { Policy } from "@authz/model";
import { UsageError, type ExitCode, type Invocation } from "../command.ts";
import { policyPath } from "../policy-path.ts";
import { count } from "../render/words.ts";
import { toJson } from "../render/visible.ts";
import type { Output, Terminal } from "../terminal/terminal.ts";

export async function runLint(input: Invocation, terminal: Terminal): Promise<ExitCode> {
  const maxWarnings = readMaxWarnings(input.value("max-warnings"));
  const loaded = await readPolicy(policyPath(input));
  const report =
    input.value("format") === "json" ? renderJson(loaded) : await renderText(loaded, maxWarnings, terminal);
  await terminal.out.write(report);
  if (loaded.diagnostics.some(({ code }) => unasked.has(code))) return 2;
  const { errors, warnings } = countBySeverity(loaded);
  return errors > 0 || warnings > maxWarnings ? 1 : 0;
}

/** With these there was no policy to check. */
const unasked: ReadonlySet<string> = new Set([
  "files/not-found",
  "files/no-policy-files",
  "files/unreadable",
  "files/too-many-files",
]);

function readMaxWarnings(text: string | undefined): number {
  if (text === undefined) return Infinity;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(
    `--max-warnings takes a whole number, not \`${text}\``,
    "for no warnings at all: --max-warnings 0",
  );
}

async function renderText(loaded: Loaded<Policy>, maxWarnings: number, { out }: Terminal): Promise<string> {
  const findings = await renderFindings(loaded, out);
  const { errors, warnings } = countBySeverity(loaded);
  const { green, red, yellow } = out.colours;
  const files = loaded.sources.length === 0 ? "" : ` in ${count(loaded.sources.length, "file")}`;
  const problems = [
    ...(errors > 0 ? [red(count(errors, "error"))] : []),
    ...(warnings > 0 ? [yellow(count(warnings, "warning"))] : []),
  ];
  const summary = problems.length > 0 ? `${problems.join(", ")}${files}` : `${green("no findings")}${files}`;
  const tooMany = warnings > maxWarnings ? `; at most ${count(maxWarnings, "warning")} allowed` : "";
  const claims = loaded.value?.claims.length ?? 0;
  const note =
    claims === 0 ? "" : `note: ${count(claims, "claim")} (never, always) checked for form; not proved that they hold\n`;
  return `${findings}${findings === "" ? "" : "\n"}${summary}${tooMany}\n${note}`;
}

/** Measuring text takes a while to load: a policy without findings does without. */
async function renderFindings({ diagnostics, sources }: Loaded<Policy>, out: Output): Promise<string> {
  if (diagnostics.length === 0) return "";
  const { renderDiagnostics } = await import("../render/diagnostic.ts");
  return renderDiagnostics(diagnostics, sources, out);
}

function renderJson(loaded: Loaded<Policy>): string {
  const report = {
    policy: loaded.value?.version,
    diagnostics: loaded.diagnostics,
    summary: { files: loaded.sources.length, ...countBySeverity(loaded) },
  };
  return `${toJson(report, 2)}\n`;
}

function countBySeverity({ diagnostics }: Loaded<Policy>): { readonly errors: number; readonly warnings: number } {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  return { errors, warnings: diagnostics.length - errors };
}
