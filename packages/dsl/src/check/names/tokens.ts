import { type Assurance, parseDuration } from "@authz/model";
import type { Place } from "../../diagnostics/collector.ts";
import { duplicate } from "../../diagnostics/names/duplicate.ts";
import type { AssuranceNode, ScopeNode } from "../../syntax/tree.ts";
import { headOf } from "../heads.ts";
import { originOf } from "../origin.ts";
import { placeOf } from "../vocabulary.ts";
import { createNamespace, declareName } from "./namespace.ts";
import type { Part } from "./parts.ts";

export function declareAssurances(parts: readonly Part<AssuranceNode>[]): ReadonlyMap<string, Assurance> {
  const names = createNamespace();
  const assurances = new Map<string, Assurance>();
  for (const part of parts) {
    if (declareName(names, part.node.name, "an assurance", part.reporting)) {
      assurances.set(part.node.name.text, assurance(part));
    }
  }
  return assurances;
}

/** Clauses of one kind add up; whether they may is checked where assurances are. */
function assurance({ node, reporting }: Part<AssuranceNode>): Assurance {
  // In the order written, which is the order of preference in a challenge (RFC 9470, 3).
  const values = (kind: "acr" | "amr"): readonly string[] => [
    ...new Set(node.clauses.flatMap((clause) => (clause.kind === kind ? clause.values.map((text) => text.value) : []))),
  ];
  const within = node.clauses.find((clause) => clause.kind === "within");
  const milliseconds = within === undefined ? undefined : parseDuration(within.duration.text);
  return {
    name: node.name.text,
    acr: values("acr"),
    amr: values("amr"),
    ...(milliseconds === undefined ? {} : { within: milliseconds / 1000 }),
    ...(node.doc === undefined ? {} : { doc: node.doc }),
    origin: originOf(reporting, node.name),
  };
}

/** The names of scopes; `scope none` has none, but there may be one only. */
export function declareScopes(parts: readonly Part<ScopeNode>[]): ReadonlySet<string> {
  const declared = new Map<string | undefined, Place>();
  for (const { node, reporting } of parts) {
    const name = node.name?.value;
    const place = placeOf(reporting, node.name ?? { span: headOf(node, reporting.source) });
    const first = declared.get(name);
    if (first === undefined) declared.set(name, place);
    else {
      const related = [{ place: first, message: "first declared here" }];
      reporting.collector.report(duplicate, place, { name: name ?? "none", what: "a scope" }, { related });
    }
  }
  return new Set([...declared.keys()].filter((name) => name !== undefined));
}
