import { compareDiagnostics, type Source } from "@authz/model";
import { readText } from "@authz/engine/node";
import { checkRoutes, listEndpoints, openapiLimits, readRoutes, type CheckedPolicy } from "@authz/openapi";
import { diagnostics as definitions } from "@authz/openapi/diagnostics";
import type { ExitCode, Invocation } from "../command.ts";
import { InputError } from "../input/input-error.ts";
import { withInput } from "../input/with-input.ts";
import { renderReport } from "../lint/formats/formats.ts";
import { failed, type LintReport } from "../lint/report.ts";
import { readCheckedPolicy } from "../openapi/read-checked-policy.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { readRoutesOptions, type RoutesOptions } from "./routes-options.ts";

/** Lists the policy's endpoints, or holds them against the routes of an app. */
export function runRoutes(input: Invocation, terminal: Terminal): Promise<ExitCode> {
  return withInput(input, terminal, async () => {
    const options = readRoutesOptions(input);
    const checked = await readCheckedPolicy(input);
    if (options.kind === "check") return await compare(options, checked, terminal);
    const { renderEndpoints } = await import("./render-endpoints.ts");
    const { out } = terminal;
    await out.write(await renderEndpoints(listEndpoints(checked.policy), options.format, out.colours));
    return 0;
  });
}

/** A list that cannot be read was not compared: that exits with 2. */
async function compare(
  { from, path, format }: Extract<RoutesOptions, { readonly kind: "check" }>,
  checked: CheckedPolicy,
  { out }: Terminal,
): Promise<ExitCode> {
  const source = from === "app" ? await (await import("./app-routes.ts")).readAppRoutes(path) : await readList(path);
  const { value, diagnostics } = readRoutes(source);
  const differences = value === undefined ? [] : checkRoutes(value, checked);
  const sources = [...checked.sources, source];
  const report: LintReport = {
    verb: { name: "authz routes", page: "diagnostics/README", definitions },
    version: checked.policy.version,
    findings: [...diagnostics, ...differences].sort(compareDiagnostics),
    sources,
    files: sources.map(({ name }) => name),
    fixed: [],
    claims: 0,
    maxWarnings: Infinity,
  };
  await out.write(await renderReport(format, report, out));
  if (value === undefined) return 2;
  return failed(report) ? 1 : 0;
}

async function readList(path: string): Promise<Source> {
  const read = await readText(path, openapiLimits.documentLength);
  if (read.ok) return read.source;
  throw new InputError(
    "the routes could not be read",
    [read.diagnostic],
    read.source === undefined ? [] : [read.source],
  );
}
