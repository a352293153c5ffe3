import { defaultLimits } from "@authz/model";
import { createCollector } from "../../diagnostics/collector.ts";
import { parseFile } from "../../syntax/parse-file.ts";
import { checkFiles, type CheckedFiles } from "../files.ts";
import { declareNames } from "../names/declarations.ts";
import { describeFindings } from "./findings.ts";

/** Checks one file as a policy of its own. For tests. */
export function checkText(text: string): CheckedFiles & { readonly findings: readonly string[] } {
  const collector = createCollector();
  const file = parseFile({ name: "policy.authz", text }, collector, defaultLimits);
  const files = file === undefined ? [] : [file];
  const checked = checkFiles(files, declareNames(files, collector), collector);
  return { ...checked, findings: describeFindings(collector.diagnostics, text) };
}

export function findingsOf(text: string): readonly string[] {
  return checkText(text).findings;
}
