import { diagnostics as dslDiagnostics } from "@authz/dsl";
import { lintRules } from "@authz/dsl/lint";
import { diagnostics as engineDiagnostics } from "@authz/engine";
import { compareText, suggest, type DiagnosticDefinition } from "@authz/model";
import { diagnostics as openapiDiagnostics } from "@authz/openapi/diagnostics";
import { UsageError, type ExitCode, type Invocation } from "../command.ts";
import { toJson } from "../render/visible.ts";
import type { Output, Terminal } from "../terminal/terminal.ts";
import { decisionPages, type DecisionPage } from "./decision-codes.ts";
import { findRefusal, renderRefusalPage } from "./refusal-code.ts";
import { renderDecisionPage, renderDiagnosticPage, renderList } from "./render-page.ts";

export async function runExplain(input: Invocation, terminal: Terminal): Promise<ExitCode> {
  const json = input.value("format") === "json";
  const [code] = input.arguments;
  if (code === undefined) {
    await terminal.out.write(json ? listAsJson() : renderList(definitions(), decisionPages, terminal.out));
    return 0;
  }
  const page = decisionPages.find((candidate) => candidate.code === code);
  const definition = definitions().find((candidate) => candidate.code === code);
  if (page !== undefined) await terminal.out.write(json ? asJson(page) : renderDecisionPage(page, terminal.out));
  else if (definition !== undefined) await terminal.out.write(await diagnosticPage(definition, json, terminal.out));
  else {
    const refusal = await findRefusal(code);
    if (refusal === undefined) throw unknownCode(code);
    await terminal.out.write(json ? asJson(refusal) : renderRefusalPage(refusal, terminal.out));
  }
  return 0;
}

async function diagnosticPage(definition: DiagnosticDefinition, json: boolean, out: Output): Promise<string> {
  return json ? asJson(fields(definition)) : renderDiagnosticPage(definition, out);
}

function definitions(): readonly DiagnosticDefinition[] {
  return [...dslDiagnostics, ...engineDiagnostics, ...openapiDiagnostics, ...lintRules].sort((left, right) =>
    compareText(left.code, right.code),
  );
}

/** A code may be written without its group, or nearly right. */
function unknownCode(code: string): UsageError {
  const known = [...decisionPages.map((page) => page.code), ...definitions().map((definition) => definition.code)];
  const near = known.find((candidate) => candidate.endsWith(`/${code}`)) ?? suggest(code, known);
  const help = near === undefined ? "`authz explain` lists them all" : `did you mean \`${near}\`?`;
  return new UsageError(`there is no code \`${code}\``, help);
}

function listAsJson(): string {
  return asJson({ decisions: decisionPages, diagnostics: definitions().map(fields) });
}

function asJson(value: DecisionPage | object): string {
  return `${toJson(value, 2)}\n`;
}

function fields(definition: DiagnosticDefinition): object {
  const { code, severity, summary, why, bad, good } = definition;
  const rule = lintRules.find((one) => one.code === code);
  const standing = rule === undefined ? {} : { group: rule.group, set: rule.set, fix: rule.fix, options: rule.options };
  return { code, severity, ...standing, summary, why, bad, good };
}
