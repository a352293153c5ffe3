import { compareText, suggest, type Scope } from "@authz/model";
import { cycle } from "../diagnostics/scopes/cycle.ts";
import { invalidName } from "../diagnostics/scopes/invalid-name.ts";
import { unknownInclude } from "../diagnostics/scopes/unknown-include.ts";
import type { GrantNode, ScopeNode, StringNode } from "../syntax/tree.ts";
import { docOf, originOf } from "./origin.ts";
import { distinctOf } from "./repeats.ts";
import { mergeTargets, targetsOf } from "./targets.ts";
import { placeOf, type CheckContext } from "./vocabulary.ts";

/** A declaration with the file that it is in. */
export interface Located<Node> {
  readonly node: Node;
  readonly context: CheckContext;
}

/** `scope-token` of RFC 6749, 3.3: printable ASCII but space, `"` and `\`. */
const scopeToken = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

/** Is it the name of one scope? Reported when not. */
export function checkScopeName(node: StringNode, context: CheckContext): boolean {
  if (scopeToken.test(node.value)) return true;
  context.collector.report(invalidName, placeOf(context, node), { scope: node.value });
  return false;
}

/** `scope`, all of the policy together: what they include must be declared and not lead back. */
export function checkScopes(scopes: readonly Located<ScopeNode>[]): readonly Scope[] {
  const checked = scopes.map(({ node, context }) => checkScope(node, context));
  reportCycles(scopes);
  return checked.sort((left, right) => compareText(left.name ?? "", right.name ?? ""));
}

function checkScope(node: ScopeNode, context: CheckContext): Scope {
  if (node.name !== undefined) checkScopeName(node.name, context);
  const includes = distinctOf(node.includes, (scope) => scope.value, context);
  for (const included of includes) {
    const { scopes } = context.vocabulary;
    if (scopes.has(included.value)) continue;
    const suggestion = suggest(included.value, scopes);
    const options = { suggestion: suggestion === undefined ? undefined : JSON.stringify(suggestion) };
    const parameters = { scope: included.value, suggestion };
    context.collector.report(unknownInclude, placeOf(context, included), parameters, options);
  }
  return {
    ...(node.name === undefined ? {} : { name: node.name.value }),
    includes: includes.map((scope) => scope.value).sort(compareText),
    covers: checkCovers(node.covers, context),
    ...docOf(node),
    origin: originOf(context, node),
  };
}

/** `grant { "and" grant }` */
function checkCovers(grants: readonly GrantNode[], context: CheckContext): Scope["covers"] {
  return mergeTargets(grants.flatMap((grant) => targetsOf(grant.actions, grant.targets, context)?.targets ?? []));
}

interface Edge extends Located<StringNode> {
  readonly from: string;
}

/** Walks along `includes` without recursion; each circle is reported at the `includes` that closes it. */
function reportCycles(scopes: readonly Located<ScopeNode>[]): void {
  const edges = new Map<string, readonly Edge[]>();
  for (const { node, context } of scopes) {
    const from = node.name?.value;
    if (from === undefined || edges.has(from)) continue;
    edges.set(
      from,
      node.includes.map((include) => ({ from, node: include, context })),
    );
  }
  const finished = new Set<string>();
  for (const start of edges.keys()) walk(start, edges, finished);
}

function walk(start: string, edges: ReadonlyMap<string, readonly Edge[]>, finished: Set<string>): void {
  if (finished.has(start)) return;
  const path = [{ scope: start, next: 0 }];
  const onPath = new Set([start]);
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const edge = edges.get(top.scope)?.[top.next++];
    if (edge === undefined) {
      finished.add(top.scope);
      onPath.delete(top.scope);
      path.pop();
      continue;
    }
    const to = edge.node.value;
    if (onPath.has(to)) {
      const circle = path.slice(path.findIndex((step) => step.scope === to)).map((step) => step.scope);
      edge.context.collector.report(cycle, placeOf(edge.context, edge.node), { scopes: circle });
    } else if (!finished.has(to)) {
      path.push({ scope: to, next: 0 });
      onPath.add(to);
    }
  }
}
