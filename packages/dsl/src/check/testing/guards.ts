import { defaultLimits, type Expression } from "@authz/model";
import { createCollector } from "../../diagnostics/collector.ts";
import { parseFile } from "../../syntax/parse-file.ts";
import { checkGuards } from "../guards.ts";
import { declareNames } from "../names/declarations.ts";
import type { Environment } from "../vocabulary.ts";
import { describeFindings } from "./findings.ts";

/** What a test says of the guards' surroundings; the rest is every subject type, and all actions of the resources. */
export interface Surroundings {
  readonly subjects?: readonly string[];
  readonly resources?: readonly string[];
  readonly derivation?: boolean;
}

export interface CheckedGuards {
  readonly expressions: readonly Expression[];
  readonly findings: readonly string[];
}

/** Checks guards against some declarations, which must be right. For tests. */
export function checkGuardText(declarations: string, guards: string, surroundings: Surroundings): CheckedGuards {
  const collector = createCollector();
  const text = `${declarations}\nallow anyone to * on *\n${guards}`;
  const source = { name: "guards.authz", text };
  const file = parseFile(source, collector, defaultLimits);
  const files = file === undefined ? [] : [file];
  const vocabulary = declareNames(files, collector);
  const rule = file?.declarations.at(-1);
  if (rule?.kind !== "rule" || collector.diagnostics.length > 0) {
    return { expressions: [], findings: describeFindings(collector.diagnostics, text) };
  }
  const types = [...vocabulary.types.values()];
  const { resources = [], derivation = false } = surroundings;
  const environment: Environment = {
    subjects: surroundings.subjects ?? types.filter(({ type }) => type.subject).map(({ type }) => type.name),
    resources,
    actions: derivation ? [] : resources.flatMap((name) => [...(vocabulary.types.get(name)?.actions.values() ?? [])]),
    derivation,
  };
  const expressions = checkGuards(rule.guards, environment, { vocabulary, collector, source });
  return { expressions, findings: describeFindings(collector.diagnostics, text) };
}
