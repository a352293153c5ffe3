import { diagnostics as dslDiagnostics } from "@authz/dsl";
import { lintRules, type LintFinding, type LintRule } from "@authz/dsl/lint";
import { diagnostics as engineDiagnostics } from "@authz/engine";
import {
  createLines,
  type DiagnosticDefinition,
  type Lines,
  type Location,
  type Source,
  type Span,
} from "@authz/model";
import { createHash } from "node:crypto";
import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import { toJson } from "../../render/visible.ts";
import type { LintReport } from "../report.ts";
import { pageOf, publishedReference } from "./documentation.ts";

const levels = { error: "error", warning: "warning", info: "note" } as const;

/** GitHub code scanning sorts by it: the middle of CVSS' high and medium. */
const securitySeverity = { error: "8.0", warning: "5.5", info: "2.0" } as const;

/** SARIF 2.1.0, with all rules and what else was found, one run. */
export function renderSarif(report: LintReport): string {
  const rules = rulesOf(report);
  const { name = "authz lint", page = "lint/README" } = report.verb ?? {};
  const { reference = publishedReference } = report;
  const indexes = new Map(rules.map((rule, index) => [rule["id"], index]));
  const texts = createTexts(report.sources);
  const fingerprint = createFingerprints(texts);
  const log: Sarif = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name, informationUri: pageOf(page, reference), rules } },
        columnKind: "unicodeCodePoints",
        results: report.findings.map((finding) => ({
          ...resultOf(finding, texts),
          ruleIndex: indexes.get(finding.code) ?? -1,
          partialFingerprints: { primaryLocationLineHash: fingerprint(finding) },
        })),
      },
    ],
  };
  return `${toJson(log, 2)}\n`;
}

/** Every rule, so that a viewer knows what was looked for, and the diagnostics that were found. */
function rulesOf({ findings, verb, reference = publishedReference }: LintReport): Sarif[] {
  const found = new Set(findings.map(({ code }) => code));
  const others = [...dslDiagnostics, ...engineDiagnostics].filter(({ code }) => found.has(code));
  const describe = (one: DiagnosticDefinition): Sarif => descriptor(one, pageOf(one.code, reference));
  const own =
    verb === undefined
      ? lintRules.map((rule) => ({ ...describe(rule), ...standing(rule) }))
      : verb.definitions.map(describe);
  return [...own, ...others.map(describe)];
}

function standing(rule: LintRule): Sarif {
  const security = rule.group === "security" ? { "security-severity": securitySeverity[rule.severity] } : {};
  return { properties: { tags: [rule.group], ...security } };
}

function descriptor({ code, summary, why, severity, bad, good }: DiagnosticDefinition, helpUri: string): Sarif {
  const examples =
    typeof bad === "string" && typeof good === "string"
      ? `\n\nBad:\n\n${fenced(bad)}\n\nGood:\n\n${fenced(good)}\n`
      : "";
  return {
    id: code,
    shortDescription: { text: summary },
    fullDescription: { text: why },
    help: { text: why, markdown: `${why}${examples}` },
    helpUri,
    defaultConfiguration: { level: levels[severity] },
  };
}

function fenced(text: string): string {
  return `\`\`\`authz\n${text}\`\`\``;
}

/** An object of the format; a test holds the whole against its schema. */
type Sarif = Readonly<Record<string, unknown>>;

interface Texts {
  text(source: string): string | undefined;
  lines(source: string): Lines | undefined;
}

function createTexts(sources: readonly Source[]): Texts {
  const texts = new Map(sources.map(({ name, text }) => [name, text]));
  const tables = new Map(sources.map(({ name, text }) => [name, createLines(text)]));
  return { text: (source) => texts.get(source), lines: (source) => tables.get(source) };
}

function resultOf(finding: LintFinding, texts: Texts): Sarif {
  const { code, severity, message, help, location, related, fix } = finding;
  const text = help === undefined || help === "" ? message : `${message}\n${help}`;
  return {
    ruleId: code,
    level: levels[severity],
    message: { text },
    locations: [locationOf(location, texts)],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((one) => ({
            ...locationOf(one.location, texts),
            message: { text: one.message },
          })),
        }),
    ...(fix === undefined ? {} : { fixes: [fixOf(fix, texts)] }),
  };
}

function locationOf({ source, span }: Location, texts: Texts): Sarif {
  if (source === "") return {};
  const region = regionOf(source, span, texts);
  return { physicalLocation: { artifactLocation: artifact(source), ...(region === undefined ? {} : { region }) } };
}

function regionOf(source: string, span: Span, texts: Texts): Sarif | undefined {
  const lines = texts.lines(source);
  if (lines === undefined) return undefined;
  const [start, end] = [lines.position(span.start), lines.position(span.end)];
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function artifact(source: string): Sarif {
  if (isAbsolute(source)) return { uri: pathToFileURL(source).href };
  return { uri: source.split("/").map(encodeURIComponent).join("/") };
}

function fixOf(fix: NonNullable<LintFinding["fix"]>, texts: Texts): Sarif {
  const bySource = Map.groupBy(fix.edits, ({ source }) => source);
  return {
    description: { text: fix.safe ? fix.title : `${fix.title} (may change decisions)` },
    artifactChanges: [...bySource].map(([source, edits]) => ({
      artifactLocation: artifact(source),
      replacements: edits.map(({ span, text }) => ({
        deletedRegion: regionOf(source, span, texts) ?? { startLine: 1 },
        insertedContent: { text },
      })),
    })),
  };
}

/** What stays the same when lines move: the rule, the file and the text of the line; a number tells equal ones apart. */
function createFingerprints(texts: Texts): (finding: LintFinding) => string {
  const seen = new Map<string, number>();
  return ({ code, location }) => {
    const line = texts.lines(location.source)?.line(location.line).trim() ?? "";
    const hash = createHash("sha256")
      .update(JSON.stringify([code, location.source, line]))
      .digest("hex")
      .slice(0, 16);
    const number = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, number);
    return `${hash}:${number}`;
  };
}
