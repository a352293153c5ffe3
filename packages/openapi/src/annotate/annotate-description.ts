import { compareDiagnostics, type Diagnostic, type Policy, type Source } from "@authz/model";
import { isMap } from "yaml";
import { refusedSets, undescribedSets } from "../check/compare-scopes.ts";
import { hasScopes, isPublic, isSatisfiable, type Description, type Operation } from "../description/description.ts";
import { noScheme } from "../diagnostics/openapi/no-scheme.ts";
import { sharedOperation } from "../diagnostics/openapi/shared-operation.ts";
import { unguardedOperation } from "../diagnostics/openapi/unguarded-operation.ts";
import { demandOf, type Demand } from "../policy/demand.ts";
import { createEndpointFinder, segmentsOf } from "../policy/endpoint-finder.ts";
import { createClosure, leastSets, type Closure } from "../policy/scope-sets.ts";
import { createFindings, type Findings } from "../text/diagnostics.ts";
import type { Places } from "../text/places.ts";
import { addMembers, applyEdits, editSecurity, type Edit } from "./edit-object.ts";
import type { WrittenAlternative } from "./render-security.ts";

export interface AnnotateOptions {
  /** The scheme that scopes belong to, where the description leaves that open. */
  readonly scheme?: string;
}

export interface Annotated {
  /** All texts of the description, in the same order, with the policy's scopes. */
  readonly sources: readonly Source[];
  /** What could not be written. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Writes what a policy demands into a description: `security` of operations where it says something else, and scopes that
 * their schemes do not declare. Other schemes (keys, basic) stay alternatives as they are; all else, comments and layout with
 * it, stays as it is written.
 */
export function annotateDescription(
  read: { readonly value: Description; readonly places: Places },
  policy: Policy,
  options: AnnotateOptions = {},
): Annotated {
  const findings = createFindings();
  const { value: description, places } = read;
  const annotating: Annotating = { description, places, policy, findings, options, closure: createClosure(policy) };
  const find = createEndpointFinder(policy);
  const written = new Map<object, string>();
  const edits: Edit[] = [];
  const used: WrittenAlternative[] = [];
  for (const operation of description.operations) {
    const endpoint = find(operation.method, segmentsOf(operation.segments));
    if (endpoint === undefined) {
      findings.report(unguardedOperation, operation.location, { operation: operation.name });
      continue;
    }
    const wanted = wantedSecurity(operation, demandOf(endpoint, policy), annotating);
    if (wanted !== undefined) used.push(...wanted);
    const text = JSON.stringify(wanted ?? null);
    const before = written.get(operation.data);
    if (before === undefined) edits.push(...write(operation, wanted, annotating));
    else if (before !== text) report(operation, annotating);
    written.set(operation.data, text);
  }
  const all = [...edits, ...declareScopes(used, annotating)];
  return {
    sources: applyEdits(description.sources, all),
    diagnostics: [...findings.diagnostics].sort(compareDiagnostics),
  };
}

interface Annotating {
  readonly description: Description;
  readonly places: Places;
  readonly policy: Policy;
  readonly findings: Findings;
  readonly options: AnnotateOptions;
  readonly closure: Closure;
}

function report({ name, location }: Operation, { findings }: Annotating): void {
  findings.report(sharedOperation, location, { operation: name });
}

function write(
  operation: Operation,
  wanted: readonly WrittenAlternative[] | undefined,
  annotating: Annotating,
): readonly Edit[] {
  const place = annotating.places.of(operation.data);
  if (wanted === undefined || place === undefined) return [];
  const edit = editSecurity(place, wanted);
  if (edit === undefined) report(operation, annotating);
  return edit === undefined ? [] : [edit];
}

/** Undefined where the description says it already, or it cannot be written, which is reported. */
function wantedSecurity(
  operation: Operation,
  demand: Demand,
  annotating: Annotating,
): readonly WrittenAlternative[] | undefined {
  const { security } = operation;
  if (!security.isSound) return undefined;
  const isOpen = demand.anonymous !== "never";
  if (isPublic(security)) return isOpen ? undefined : withScopes(operation, demand, annotating);
  if (demand.anonymous === "always") return demand.covers.length === 0 ? [] : [{}, ...keptAlternatives(operation)];
  const { closure } = annotating;
  const isSame =
    refusedSets(operation, demand, closure).length + undescribedSets(operation, demand, closure).length === 0;
  return isSame ? undefined : withScopes(operation, demand, annotating);
}

function withScopes(
  operation: Operation,
  demand: Demand,
  annotating: Annotating,
): readonly WrittenAlternative[] | undefined {
  const sets = leastSets({ ...demand, maybeRequired: [] }, annotating.closure);
  const kept = keptAlternatives(operation).filter((one) => Object.keys(one).length > 0);
  const scoped = operation.security.alternatives.filter((one) => one.schemes.some(({ kind }) => hasScopes(kind)));
  if (sets.length === 0 && kept.length > 0) return kept;
  const scheme = sets.length === 0 ? undefined : schemeFor(operation, annotating);
  if (scheme === undefined) {
    const problem =
      sets.length === 0 ? "no scope of the policy covers it" : "it is not clear to which scheme they belong";
    annotating.findings.report(noScheme, operation.location, { operation: operation.name, problem });
    return undefined;
  }
  // Credentials that are shown besides stay so.
  const besides =
    scoped[0]?.schemes.filter(({ kind }) => !hasScopes(kind)).map(({ name }) => [name, []] as const) ?? [];
  return [...kept, ...sets.map((set) => Object.fromEntries([...besides, [scheme, set] as const]))];
}

/** Alternatives without scopes: keys and the like. */
function keptAlternatives({ security }: Operation): readonly WrittenAlternative[] {
  return security.alternatives
    .filter((one) => isSatisfiable(one) && !one.schemes.some(({ kind }) => hasScopes(kind)))
    .map(({ schemes }) => Object.fromEntries(schemes.map(({ name }) => [name, []])));
}

/** The one that was named, that the operation has, or that is the only one. */
function schemeFor({ security }: Operation, { description, options }: Annotating): string | undefined {
  const declared = [...description.schemes.values()].filter(({ kind }) => hasScopes(kind)).map(({ name }) => name);
  if (options.scheme !== undefined) return declared.find((name) => name === options.scheme);
  const own = security.alternatives.flatMap(({ schemes }) =>
    schemes.filter(({ kind }) => hasScopes(kind)).map(({ name }) => name),
  );
  const candidates = [...new Set(own.length > 0 ? own : declared)];
  return candidates.length === 1 ? candidates[0] : undefined;
}

/** Adds scopes that are demanded now to every flow of their scheme, with what the policy says of them. */
function declareScopes(used: readonly WrittenAlternative[], { description, places, policy }: Annotating): Edit[] {
  const docs = new Map(policy.scopes.map(({ name, doc }) => [name, doc ?? ""]));
  return [...description.schemes.values()].flatMap(({ name, scopes, flows }) => {
    const demanded = used.flatMap((one) => (Object.hasOwn(one, name) ? (one[name] ?? []) : []));
    const missing = [...new Set(demanded)].filter((scope) => scopes !== undefined && !scopes.has(scope)).sort();
    return flows.flatMap((flow) => {
      const place = places.of(flow);
      if (place === undefined || !isMap(place.node)) return [];
      const { node, text } = place;
      const members = missing.map((scope) => [scope, docs.get(scope) ?? ""] as const);
      return members.length === 0 ? [] : [addMembers(text.source, node, members)];
    });
  });
}
