import {
  compareDiagnostics,
  type Diagnostic,
  type Endpoint,
  type Location,
  type Policy,
  type Source,
} from "@authz/model";
import { demandedScopes, isPublic, type Description, type Operation } from "../description/description.ts";
import { publicInDescription } from "../diagnostics/openapi/public-in-description.ts";
import { publicInPolicy } from "../diagnostics/openapi/public-in-policy.ts";
import { refusedScopes } from "../diagnostics/openapi/refused-scopes.ts";
import { undescribedScopes } from "../diagnostics/openapi/undescribed-scopes.ts";
import { undocumentedEndpoint } from "../diagnostics/openapi/undocumented-endpoint.ts";
import { unguardedOperation } from "../diagnostics/openapi/unguarded-operation.ts";
import { demandOf, type Demand } from "../policy/demand.ts";
import { createEndpointFinder, nameOfEndpoint, segmentsOf } from "../policy/endpoint-finder.ts";
import { createOrigins, type Origins } from "../policy/origins.ts";
import { createClosure, leastSets, type Closure } from "../policy/scope-sets.ts";
import { createFindings, type Findings } from "../text/diagnostics.ts";
import { refusedSets, undescribedSets } from "./compare-scopes.ts";
import { inWords, tokensInWords } from "./words.ts";

export interface CheckedPolicy {
  readonly policy: Policy;
  /** Its texts, to say where the two differ. */
  readonly sources: readonly Source[];
}

export interface CheckOptions {
  /** Endpoints that are not described are fine. */
  readonly allowUndocumented?: boolean;
}

/**
 * Where a description and a policy differ: operations and endpoints that only one has, public ones, and scopes. Scopes are
 * compared by what they mean, with what `includes` adds to each: for every operation the sets of scopes that suffice. What
 * OpenAPI cannot say (conditions, single resources, assurances) is no difference.
 */
export function checkDescription(
  description: Description,
  { policy, sources }: CheckedPolicy,
  options: CheckOptions = {},
): readonly Diagnostic[] {
  const findings = createFindings();
  const origins = createOrigins(sources);
  const checking: Checking = { policy, findings, origins, closure: createClosure(policy) };
  const find = createEndpointFinder(policy);
  const described = new Set<Endpoint>();
  for (const operation of description.operations) {
    const endpoint = find(operation.method, segmentsOf(operation.segments));
    if (endpoint === undefined) findings.report(unguardedOperation, operation.location, { operation: operation.name });
    else checkOperation(operation, endpoint, checking);
    if (endpoint !== undefined) described.add(endpoint);
  }
  for (const endpoint of options.allowUndocumented === true || !description.isWhole ? [] : policy.endpoints) {
    if (described.has(endpoint)) continue;
    findings.report(undocumentedEndpoint, origins.locate(endpoint.origin), { endpoint: nameOfEndpoint(endpoint) });
  }
  return [...findings.diagnostics].sort(compareDiagnostics);
}

interface Checking {
  readonly policy: Policy;
  readonly findings: Findings;
  readonly origins: Origins;
  readonly closure: Closure;
}

type Related = Diagnostic["related"];

function checkOperation(operation: Operation, endpoint: Endpoint, checking: Checking): void {
  const { findings, origins, policy } = checking;
  const demand = demandOf(endpoint, policy);
  const related = [{ location: origins.locate(endpoint.origin), message: "its endpoint" }];
  const parameters = { operation: operation.name };
  const { security } = operation;
  if (isPublic(security)) {
    if (demand.anonymous !== "never") return;
    findings.report(publicInDescription, security.location, parameters, { related });
    return;
  }
  if (demand.anonymous === "always") {
    findings.report(publicInPolicy, security.location, parameters, { related });
    if (endpoint.target === "public") return;
  }
  if (!security.isSound) return;
  const isAgreed = checkDescribed(operation, demand, related, checking);
  // What is said of scopes that do not suffice names those that do.
  if (isAgreed) checkTaken(operation, demand, related, checking);
}

/** What the description says suffices must. */
function checkDescribed(operation: Operation, demand: Demand, related: Related, checking: Checking): boolean {
  const { findings, closure } = checking;
  const refused = refusedSets(operation, demand, closure);
  for (const { scopes, location } of refused) {
    const sets = leastSets({ ...demand, maybeRequired: [] }, closure);
    const wanted = sets.length === 0 ? "takes no token with scopes there" : `wants ${inWords(sets)}`;
    const parameters = { operation: operation.name, described: tokensInWords([scopes]), wanted };
    findings.report(refusedScopes, location, parameters, { related: [...related, ...reasons(demand, checking)] });
  }
  return refused.length === 0;
}

/** What the policy takes must be described. */
function checkTaken(operation: Operation, demand: Demand, related: Related, checking: Checking): void {
  const unknown = undescribedSets(operation, demand, checking.closure);
  if (unknown.length === 0) return;
  const sets = demandedScopes(operation.security).map(({ scopes }) => scopes);
  const described = sets.length === 0 ? "takes no token with scopes" : `demands ${inWords(sets)}`;
  const parameters = { operation: operation.name, taken: tokensInWords(unknown), described };
  const named = { ...demand, covers: demand.covers.filter(({ scope }) => unknown.some((set) => isOf(scope, set))) };
  const places = [...related, ...reasons(named, checking)];
  checking.findings.report(undescribedScopes, operation.security.location, parameters, { related: places });
}

function isOf(scope: string | undefined, set: readonly string[]): boolean {
  return scope === undefined || set.includes(scope);
}

/** Where the policy says so. */
function reasons({ covers, requirements }: Demand, { origins, policy }: Checking): Related {
  const locate = (one: { readonly origin: Parameters<Origins["locate"]>[0] }): Location => origins.locate(one.origin);
  const scopes = policy.scopes.length === 0 ? [] : covers.slice(0, MOST_PLACES);
  return [
    ...scopes.map((cover) => ({ location: locate(cover), message: "covers it" })),
    ...requirements
      .filter((one) => one.scopes.length > 0)
      .slice(0, MOST_PLACES)
      .map((one) => ({ location: locate(one), message: "required besides" })),
  ];
}

const MOST_PLACES = 3;
