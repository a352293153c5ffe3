import { joinFacts, type Facts, type FactsReader } from "../facts/facts.ts";
import { readFacts } from "../facts/parse-facts.ts";
import { createFactsTable } from "../facts/table.ts";
import type { Schema } from "../schema/schema.ts";
import { isObject } from "../values/decode.ts";
import type { FactsData } from "./needs.ts";

/** The facts of one request over those of the engine; or why they cannot be used, in one sentence. */
export function withOwnFacts(own: Facts | FactsData, schema: Schema, known: FactsReader): FactsReader | string {
  try {
    const read = isChecked(own)
      ? { facts: own, diagnostics: [] }
      : readFacts(schema.policy, [{ name: "facts", data: own }]);
    const { facts, diagnostics } = read;
    if (facts === undefined) {
      const [first] = diagnostics;
      return `facts${first?.location.pointer ?? ""}: ${first?.message ?? "they do not fit the policy"}`;
    }
    if (facts.policy !== schema.policy.version) return "facts: they were checked against another policy";
    return joinFacts(known, createFactsTable(facts));
  } catch {
    return "facts: they cannot be read: one of their members throws";
  }
}

/** What `parseFacts` makes says so, and holds Maps, which JSON does not. */
function isChecked(own: Facts | FactsData): own is Facts {
  return isObject(own) && "kind" in own && own.kind === "facts";
}
