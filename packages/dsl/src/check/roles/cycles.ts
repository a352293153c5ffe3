import { compareText } from "@authz/model";
import type { Collector } from "../../diagnostics/collector.ts";
import { derivationCycle } from "../../diagnostics/roles/derivation-cycle.ts";
import { includesCycle } from "../../diagnostics/roles/includes-cycle.ts";
import { negativeCycle } from "../../diagnostics/roles/negative-cycle.ts";
import type { Dependency } from "./dependencies.ts";
import { cycleFrom, cyclicComponents, type Outgoing, outgoing, shortestCycle } from "./graph.ts";
import { roleName } from "./role-key.ts";

type Component = ReadonlySet<string>;

/**
 * Circles of `includes`, circles on one and the same resource (contract, fine print 14), and circles through `but not`, which
 * would have no least set of people. One report for each group of roles that depend on one another.
 */
export function reportCycles(dependencies: readonly Dependency[], collector: Collector): void {
  const all = dependencies.toSorted(
    (left, right) => compareText(left.from, right.from) || compareText(left.to, right.to),
  );
  const reported = new Set<string>();
  const report = (
    edges: readonly Dependency[],
    tell: (component: Component, graph: Outgoing<Dependency>) => boolean,
  ): void => {
    const graph = outgoing(edges);
    for (const component of cyclicComponents(graph)) {
      const told = [...component].some((role) => reported.has(role));
      if (!told && tell(component, graph)) component.forEach((role) => reported.add(role));
    }
  };
  const upwards = all.filter(({ by }) => by === "includes").map((edge) => ({ ...edge, from: edge.to, to: edge.from }));
  report(upwards, (component, graph) => reportIncludes(firstCycle(component, graph), collector));
  report(
    all.filter(({ here }) => here),
    (component, graph) => reportDerivation(firstCycle(component, graph), collector),
  );
  report(all, (component, graph) => reportNegative(component, graph, collector));
}

/** The shortest cycle through the role that comes first by name. */
function firstCycle(component: Component, graph: Outgoing<Dependency>): readonly Dependency[] {
  const [first = ""] = [...component].sort(compareText);
  return shortestCycle(first, component, graph);
}

function reportIncludes(cycle: readonly Dependency[], collector: Collector): boolean {
  const [first, ...others] = cycle;
  if (first === undefined) return false;
  const related = others.slice(0, mostShown).map((edge) => ({
    place: edge.place,
    message: `\`${roleName(edge.from)}\` includes \`${roleName(edge.to)}\``,
  }));
  collector.report(includesCycle, first.place, { cycle: names(cycle) }, { related });
  return true;
}

function reportDerivation(cycle: readonly Dependency[], collector: Collector): boolean {
  const [first, ...others] = cycle;
  if (first === undefined) return false;
  collector.report(
    derivationCycle,
    first.place,
    { cycle: names(cycle) },
    { related: others.slice(0, mostShown).map(explain) },
  );
  return true;
}

function reportNegative(component: Component, graph: Outgoing<Dependency>, collector: Collector): boolean {
  const edges = [...component].sort(compareText).flatMap((role) => graph.get(role) ?? []);
  const first = edges.find((edge) => edge.negative && component.has(edge.to));
  if (first === undefined) return false;
  const cycle = cycleFrom(first, component, graph);
  collector.report(
    negativeCycle,
    first.place,
    { cycle: names(cycle) },
    { related: cycle.slice(1, mostShown + 1).map(explain) },
  );
  return true;
}

function explain(edge: Dependency): { readonly place: Dependency["place"]; readonly message: string } {
  const [from, to] = [roleName(edge.from), roleName(edge.to)];
  const message =
    edge.by === "includes"
      ? `whoever has \`${to}\` has \`${from}\` too`
      : edge.by === "for"
        ? `\`${from}\` may be given to whoever has \`${to}\``
        : `who has \`${from}\` depends on who has \`${to}\``;
  return { place: edge.place, message };
}

/** Of a long circle. */
const mostShown = 8;

/** The roles of a cycle; the first one again at the end. */
function names(cycle: readonly Dependency[]): readonly string[] {
  const roles = cycle.map((edge) => roleName(edge.from));
  const shown = roles.length > mostShown ? [...roles.slice(0, mostShown), "…"] : roles;
  return [...shown, ...roles.slice(0, 1)];
}
