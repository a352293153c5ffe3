import { splitRequestTarget } from "@authz/model";
import type { RouteSegment } from "./route.ts";

/**
 * The path of a route, in the spelling of Express 5 and Fastify (`/pets/:id`, `/files/*path`, `/files/*`) or of policies and
 * OpenAPI (`/pets/{id}`, `/files/{path...}`).
 */
export function readRoutePath(path: string): readonly RouteSegment[] | { readonly problem: string } {
  if (!path.startsWith("/")) return { problem: "it does not begin with a slash" };
  const raws = path === "/" ? [] : path.slice(1).split("/");
  const segments: RouteSegment[] = [];
  for (const [index, raw] of raws.entries()) {
    const segment = readSegment(raw);
    if (typeof segment === "string") return { problem: segment };
    if (segment.kind === "rest" && index < raws.length - 1) return { problem: "something follows its wildcard" };
    segments.push(segment);
  }
  return segments;
}

function readSegment(raw: string): RouteSegment | string {
  const parameter = /^:(\w+)$/.exec(raw)?.[1] ?? /^\{(\w+)\}$/.exec(raw)?.[1];
  if (parameter !== undefined) return { kind: "parameter", name: parameter };
  const rest = /^\*(\w*)$/.exec(raw)?.[1] ?? /^\{(\w+)\.\.\.\}$/.exec(raw)?.[1];
  if (rest !== undefined) return { kind: "rest", name: rest };
  if (/[:*?+(){}[\]!]/.test(raw)) return `\`${raw}\` is neither text nor one parameter`;
  const split = splitRequestTarget(`/${raw}`);
  const text = "segments" in split ? split.segments[0] : undefined;
  return text === undefined ? `\`${raw}\` is no segment that a policy can match` : { kind: "literal", text };
}
