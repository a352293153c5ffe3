import {
  compareDiagnostics,
  createLines,
  locate,
  type Checked,
  type Location,
  type Source,
  type Span,
} from "@authz/model";
import { overLimit } from "../diagnostics/openapi/over-limit.ts";
import { malformedList } from "../diagnostics/routes/malformed-list.ts";
import { unsupportedRoute } from "../diagnostics/routes/unsupported-route.ts";
import { openapiLimits } from "../limits.ts";
import { createFindings, type Findings } from "../text/diagnostics.ts";
import { createPlaces } from "../text/places.ts";
import { readData, readSource } from "../text/read-text.ts";
import type { Route } from "./route.ts";
import { readRoutePath } from "./route-path.ts";

/**
 * The routes of an app: a line `METHOD /path` for each (blank lines and those that begin with `#` are skipped), or a JSON list
 * of objects with `method`, a text or a list of them, and `path` or `url`. Undefined when it is neither.
 */
export function readRoutes(source: Source): Checked<readonly Route[]> {
  const findings = createFindings();
  const written = /^\uFEFF?\s*\[/.test(source.text) ? readJson(source, findings) : readLines(source, findings);
  const routes = written.slice(0, openapiLimits.operations).flatMap((one) => readRoute(one, findings));
  const beyond = written[openapiLimits.operations];
  if (beyond !== undefined) {
    findings.report(overLimit, beyond.location, { what: "routes of a list", limit: openapiLimits.operations });
  }
  const isList = !findings.diagnostics.some(({ severity }) => severity === "error");
  return { ...(isList ? { value: routes } : {}), diagnostics: [...findings.diagnostics].sort(compareDiagnostics) };
}

interface WrittenRoute {
  readonly method: string;
  readonly path: string;
  readonly location: Location;
}

function readRoute({ method, path, location }: WrittenRoute, findings: Findings): readonly Route[] {
  const upper = /^(?:all|any|\*)$/i.test(method) ? "*" : method.toUpperCase();
  const name = `${upper} ${path}`;
  const segments = readRoutePath(path);
  if ("problem" in segments) {
    findings.report(unsupportedRoute, location, { route: name, problem: segments.problem });
    return [];
  }
  return [{ method: upper, name, segments, location }];
}

function readLines(source: Source, findings: Findings): readonly WrittenRoute[] {
  const lines = createLines(source.text);
  const routes: WrittenRoute[] = [];
  let start = source.text.startsWith("\uFEFF") ? 1 : 0;
  for (const line of source.text.slice(start).split("\n")) {
    const text = line.trim();
    const from = start + line.indexOf(text);
    start += line.length + 1;
    if (text === "" || text.startsWith("#")) continue;
    const span: Span = { start: from, end: from + text.length };
    const [, method, path] = /^([A-Za-z*][\w!#$%&'*+.^|~-]*)\s+(\S+)$/.exec(text) ?? [];
    const location = locate(source, span, lines);
    if (method !== undefined && path !== undefined) routes.push({ method, path, location });
    else findings.report(malformedList, location, { problem: "a line is not `METHOD /path`" });
  }
  return routes;
}

function readJson(source: Source, findings: Findings): readonly WrittenRoute[] {
  const text = readSource(source, source.name);
  const places = createPlaces(text);
  const data = readData(text, places, findings);
  if (!Array.isArray(data)) return [];
  return data.flatMap((item: unknown, index) => readItem(item, places.value(data, index), findings));
}

function readItem(item: unknown, location: Location, findings: Findings): readonly WrittenRoute[] {
  const fields: Readonly<Record<string, unknown>> =
    typeof item === "object" && item !== null ? { ...(item as Readonly<Record<string, unknown>>) } : {};
  const path = fields["path"] ?? fields["url"];
  const methods = [fields["method"] ?? fields["methods"]].flat();
  const isComplete = typeof path === "string" && methods.length > 0;
  if (!isComplete || !methods.every((method) => typeof method === "string" && method !== "")) {
    findings.report(malformedList, location, { problem: "an item has no `method` and `path`" });
    return [];
  }
  return methods.map((method) => ({ method: String(method), path, location }));
}
