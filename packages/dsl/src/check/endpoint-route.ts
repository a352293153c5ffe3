import { splitRequestTarget, type EndpointSegment, type RequestTargetProblem } from "@authz/model";
import { duplicateParameter } from "../diagnostics/endpoints/duplicate-parameter.ts";
import { invalidMethod } from "../diagnostics/endpoints/invalid-method.ts";
import { malformedParameter } from "../diagnostics/endpoints/malformed-parameter.ts";
import { malformedRoute } from "../diagnostics/endpoints/malformed-route.ts";
import { rejectedPath } from "../diagnostics/endpoints/rejected-path.ts";
import { restNotLast } from "../diagnostics/endpoints/rest-not-last.ts";
import type { StringNode } from "../syntax/tree.ts";
import { placeWithin } from "./string-place.ts";
import { placeOf, type CheckContext } from "./vocabulary.ts";

export interface Route {
  readonly method: string;
  readonly segments: readonly EndpointSegment[];
}

/** Why a path is rejected, for people. */
export const problemTexts: Readonly<Record<RequestTargetProblem, string>> = {
  "no leading slash": "it does not begin with a slash",
  fragment: "a fragment is never sent",
  backslash: "it has a backslash",
  "space or control character": "it has a space or a control character",
  "invalid escape": "an escape in it is invalid",
  "encoded slash or backslash": "it has an encoded slash or backslash",
  NUL: "it has a NUL",
  "dot segment": "it has a dot segment",
  "empty segment": "it has an empty segment, or a slash at the end",
};

/** `METHOD /path` of an endpoint; undefined when something has been reported. */
export function checkRoute(node: StringNode, context: CheckContext): Route | undefined {
  const parts = /^([^ /]+) +([^ ].*)$/s.exec(node.value);
  const [, method, path] = parts ?? [];
  if (method === undefined || path === undefined) {
    context.collector.report(malformedRoute, placeOf(context, node), { route: node.value });
    return undefined;
  }
  const known = checkMethod(method, node, context);
  const segments = checkPath(path, node, context);
  return segments === undefined || !known ? undefined : { method: method === "HEAD" ? "GET" : method, segments };
}

/** A method as RFC 9110 writes it, without lower-case letters; `*` is every method. */
export function checkMethod(method: string, node: StringNode, context: CheckContext): boolean {
  if (/^(?:\*|[A-Z][A-Z0-9!#$%&'+.^_`|~-]*)$/.test(method)) return true;
  const upper = method.replace(/[a-z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 32));
  const suggestion = /^[A-Z][A-Z-]*$/.test(upper) ? upper : undefined;
  const place = placeWithin(node, 0, method.length, context);
  context.collector.report(invalidMethod, place, { method, suggestion }, { suggestion });
  return false;
}

function checkPath(path: string, node: StringNode, context: CheckContext): readonly EndpointSegment[] | undefined {
  const offset = node.value.length - path.length;
  const place = placeWithin(node, offset, node.value.length, context);
  const raw = path === "/" ? [] : path.split("/").slice(1);
  const parameters = raw.map(parameterOf);
  // A parameter stands for a segment that is as good as any.
  const filled = raw.map((segment, index) => (parameters[index] === undefined ? segment : "segment"));
  const split = splitRequestTarget(path.startsWith("/") ? `/${filled.join("/")}` : path);
  if ("problem" in split || path.includes("?")) {
    const problem = "problem" in split ? problemTexts[split.problem] : "the query is not part of it";
    context.collector.report(rejectedPath, place, { path, problem });
    return undefined;
  }
  const odd = raw.find((segment, index) => parameters[index] === undefined && /[{}]/.test(segment));
  if (odd !== undefined) {
    const at = path.indexOf(`/${odd}`) + 1 + offset;
    const parameters_ = { segment: odd };
    context.collector.report(malformedParameter, placeWithin(node, at, at + odd.length, context), parameters_);
    return undefined;
  }
  const segments = split.segments.map((text, index) => parameters[index] ?? { kind: "literal" as const, text });
  return checkParameters(segments, place, context) ? segments : undefined;
}

/** `{name}` and `{name...}` are whole segments. */
function parameterOf(segment: string): Exclude<EndpointSegment, { readonly kind: "literal" }> | undefined {
  const [, name, rest] = /^\{([A-Za-z_][A-Za-z0-9_]*)(\.\.\.)?\}$/.exec(segment) ?? [];
  return name === undefined ? undefined : { kind: rest === undefined ? "parameter" : "rest", name };
}

function checkParameters(
  segments: readonly EndpointSegment[],
  place: ReturnType<typeof placeOf>,
  context: CheckContext,
): boolean {
  const names = new Set<string>();
  for (const [index, segment] of segments.entries()) {
    if (segment.kind === "literal") continue;
    const { name } = segment;
    if (names.has(name)) {
      context.collector.report(duplicateParameter, place, { name });
      return false;
    }
    names.add(name);
    if (segment.kind === "rest" && index < segments.length - 1) {
      context.collector.report(restNotLast, place, { name });
      return false;
    }
  }
  return true;
}
