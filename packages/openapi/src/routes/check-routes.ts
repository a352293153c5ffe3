import { compareDiagnostics, type Diagnostic, type Endpoint } from "@authz/model";
import type { CheckedPolicy } from "../check/check-description.ts";
import { missingRoute } from "../diagnostics/routes/missing-route.ts";
import { unguardedRoute } from "../diagnostics/routes/unguarded-route.ts";
import { createEndpointFinder, nameOfEndpoint, segmentsOf, type EndpointFinder } from "../policy/endpoint-finder.ts";
import { createOrigins } from "../policy/origins.ts";
import { createFindings } from "../text/diagnostics.ts";
import type { Route } from "./route.ts";

/** Where an app and a policy differ: routes without an endpoint, and endpoints that no route answers. */
export function checkRoutes(routes: readonly Route[], { policy, sources }: CheckedPolicy): readonly Diagnostic[] {
  const findings = createFindings();
  const origins = createOrigins(sources);
  const find = createEndpointFinder(policy);
  const answered = new Set<Endpoint>();
  for (const route of routes) {
    const endpoints = endpointsOf(route, find);
    if (endpoints === undefined) findings.report(unguardedRoute, route.location, { route: route.name });
    for (const endpoint of endpoints ?? []) answered.add(endpoint);
  }
  for (const endpoint of policy.endpoints) {
    if (answered.has(endpoint) || routes.some((route) => answers(route, endpoint))) continue;
    findings.report(missingRoute, origins.locate(endpoint.origin), { endpoint: nameOfEndpoint(endpoint) });
  }
  return [...findings.diagnostics].sort(compareDiagnostics);
}

/** Those of a route's requests in general; undefined when some have none. A wildcard may be one segment or several. */
function endpointsOf({ method, segments }: Route, find: EndpointFinder): readonly Endpoint[] | undefined {
  const fixed = segmentsOf(segments);
  const isOpen = segments.at(-1)?.kind === "rest";
  const found = [fixed, ...(isOpen ? [[...fixed, undefined]] : [])].map((one) => find(method, one));
  const endpoints = found.filter((endpoint) => endpoint !== undefined);
  return endpoints.length === found.length ? endpoints : undefined;
}

/** Does a route, maybe a more general one, answer what an endpoint stands for? */
function answers({ method, segments }: Route, endpoint: Endpoint): boolean {
  const isMethod =
    method === "*" || endpoint.method === "*" || (method === "HEAD" ? "GET" : method) === endpoint.method;
  if (!isMethod) return false;
  for (const [index, segment] of segments.entries()) {
    const other = endpoint.segments[index];
    if (segment.kind === "rest") return other !== undefined;
    if (other === undefined || other.kind === "rest") return false;
    if (segment.kind === "literal" && !(other.kind === "literal" && other.text === segment.text)) return false;
  }
  return segments.length === endpoint.segments.length;
}
