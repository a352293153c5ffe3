import { compareText, suggest, type Endpoint, type EndpointIdPart } from "@authz/model";
import { conflict } from "../diagnostics/endpoints/conflict.ts";
import { malformedParameter } from "../diagnostics/endpoints/malformed-parameter.ts";
import { unknownParameter } from "../diagnostics/endpoints/unknown-parameter.ts";
import { unknownAction } from "../diagnostics/rules/unknown-action.ts";
import type { EndpointNode, StringNode } from "../syntax/tree.ts";
import { checkRoute, type Route } from "./endpoint-route.ts";
import { knownType } from "./known-type.ts";
import { docOf, originOf } from "./origin.ts";
import type { Located } from "./scopes.ts";
import { placeWithin } from "./string-place.ts";
import { placeOf, type CheckContext } from "./vocabulary.ts";

/** `endpoint`, all of the policy together: no two may match equally. */
export function checkEndpoints(endpoints: readonly Located<EndpointNode>[]): readonly Endpoint[] {
  const first = new Map<string, Located<EndpointNode>>();
  const checked: { readonly key: string; readonly endpoint: Endpoint }[] = [];
  for (const located of endpoints) {
    const { node, context } = located;
    const route = checkRoute(node.route, context);
    const target = checkTarget(node, route, context);
    if (route === undefined) continue;
    const key = keyOf(route);
    const before = first.get(key);
    if (before === undefined) first.set(key, located);
    else reportConflict(located, before);
    if (target === undefined) continue;
    checked.push({ key, endpoint: { ...route, target, ...docOf(node), origin: originOf(context, node) } });
  }
  return checked.sort((left, right) => compareText(left.key, right.key)).map(({ endpoint }) => endpoint);
}

/** What decides between endpoints that match: two with the same key match equally. */
function keyOf({ segments, method }: Route): string {
  const parts = segments.map((segment) => (segment.kind === "literal" ? ["literal", segment.text] : [segment.kind]));
  return JSON.stringify([parts, method]);
}

function reportConflict(located: Located<EndpointNode>, before: Located<EndpointNode>): void {
  const { node, context } = located;
  const parameters = { route: node.route.value, other: before.node.route.value };
  const related = [{ place: placeOf(before.context, before.node.route), message: "the other one" }];
  context.collector.report(conflict, placeOf(context, node.route), parameters, { related });
}

function checkTarget(
  { target }: EndpointNode,
  route: Route | undefined,
  context: CheckContext,
): Endpoint["target"] | undefined {
  if (target.kind === "public") return "public";
  const entry = knownType(target.type, "resource", context);
  const known =
    route === undefined ? undefined : route.segments.flatMap((one) => (one.kind === "literal" ? [] : [one.name]));
  const id = checkId(target.id, known, context);
  if (entry === undefined) return undefined;
  const action = target.action.text;
  if (entry.actions.has(action)) return id === undefined ? undefined : { action, type: entry.type.name, id };
  const suggestion = suggest(action, entry.actions.keys());
  const parameters = { action, place: `\`${entry.type.name}\``, suggestion };
  context.collector.report(unknownAction, placeOf(context, target.action), parameters, { suggestion });
  return undefined;
}

/** The id: text, and `{name}` for what the path has there. `known` is absent when the path is wrong. */
function checkId(
  node: StringNode,
  known: readonly string[] | undefined,
  context: CheckContext,
): readonly EndpointIdPart[] | undefined {
  const parts: EndpointIdPart[] = [];
  let complete = true;
  let at = 0;
  for (const text of node.value.split(/(\{[^{}]*\})/)) {
    const place = placeWithin(node, at, at + text.length, context);
    const name = /^\{(.*)\}$/s.exec(text)?.[1];
    at += text.length;
    if (name === undefined && !/[{}]/.test(text)) {
      if (text !== "") parts.push({ kind: "literal", text });
      continue;
    }
    complete &&= name !== undefined && known?.includes(name) === true;
    if (name === undefined || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      context.collector.report(malformedParameter, place, { segment: text });
      complete = false;
    } else if (known?.includes(name) === false) {
      const suggestion = suggest(name, known);
      const options = { suggestion: suggestion === undefined ? undefined : `{${suggestion}}` };
      context.collector.report(unknownParameter, place, { name, suggestion }, options);
    } else parts.push({ kind: "parameter", name });
  }
  return complete ? parts : undefined;
}
